import { errorToData } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { countdown } from '../workflows/basics.ts';
import {
  bump,
  busyThenContinues,
  continuesInHandler,
  continuesOften,
  continuesUnawaited,
  generations,
  next,
  oneEachRun,
  signalsNextRun,
} from '../workflows/chains.ts';
import { item } from '../workflows/messages.ts';
import { isRun } from './shared.ts';

export const continuing: Cases<EngineRequirementId> = new Cases();
const { verifies } = continuing;

verifies('continue.result', async ({ executor }) => {
  const { runs } = await executor.executeWorkflow(countdown, { from: 3, runs: [] });
  expect(runs).toHaveLength(4);
});

verifies('continue.signals', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(oneEachRun, { count: 5, taken: [] });
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => handle.signal(item, text)));
  expect((await handle.result()).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  // No signal is received while the activity runs.
  const busy = await executor.startWorkflow(busyThenContinues, { file: file(), run: 1 });
  for (const text of ['one', 'two', 'three']) await busy.signal(item, text);
  expect(await busy.result()).toEqual(['one', 'two', 'three']);
  const again = await executor.startWorkflow(oneEachRun, { count: 3, taken: [] });
  for (const text of ['x', 'y', 'z']) await again.signal(item, text).catch(() => {});
  expect(await again.result()).toEqual(['x', 'y', 'z']);
});

verifies('continue.updates', async ({ executor }) => {
  const handle = await executor.startWorkflow(generations, { number: 1 });
  const signalled = handle.signal(next);
  const answers = await Promise.all([1, 2, 3].map((by) => handle.update(bump, by)));
  await signalled;
  // Answered by the first or the second run.
  for (const [index, answer] of answers.entries()) expect([index + 2, index + 3]).toContain(answer);
  await handle.terminate();
});

verifies('continue.runs', async ({ executor, id }) => {
  const workflowId = id();
  const result = await executor.executeWorkflow(countdown, { from: 2, runs: [] }, { workflowId });
  expect(new Set(result.runs).size).toBe(3);
  expect(result.workflowId).toBe(workflowId);
});

verifies('continue.own-signal', async ({ executor }) => {
  expect(await executor.executeWorkflow(signalsNextRun, 1)).toBe('to the next run');
});

verifies('continue.in-handler', async ({ executor }) => {
  const handle = await executor.startWorkflow(continuesInHandler, 1);
  expect(await errorOf(handle.update(bump, 1))).toMatchObject({
    code: 'MESSAGE_FAILED',
    message: `Workflow "${handle.workflowId}" ended before it answered the update "bump".`,
  });
  await until('the update has continued the workflow', () => isRun(handle, 2));
  await handle.signal(next);
  await until('the signal has continued the workflow', () => isRun(handle, 3));
  await handle.signal(item, 'done');
  expect(await handle.result()).toBe('done in 3');
});

verifies('continue.many-updates', async ({ executor }) => {
  const handle = await executor.startWorkflow(continuesOften, 4);
  for (let sent = 0; sent < 8; sent += 1) {
    try {
      expect(await handle.update(bump, sent)).toBe(sent);
    } catch (error) {
      expect(errorToData(error)).toMatchObject({ code: 'MESSAGE_FAILED' });
    }
  }
  await handle.signal(item, 'enough');
  expect(await handle.result()).toBe('enough');
});

verifies('continue.unawaited', async ({ executor }) => {
  for (const late of [false, true]) {
    expect(await executor.executeWorkflow(continuesUnawaited, { late })).toBe('continued');
  }
});
