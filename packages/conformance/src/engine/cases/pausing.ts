import { writeFile } from 'node:fs/promises';
import { CancelledError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { busyUntil, proceed, stepByStep } from '../workflows/cancellation.ts';
import { generation } from '../workflows/chains.ts';
import { go } from '../workflows/messages.ts';
import { pausedSteps, pausedTimeout } from '../workflows/pausing.ts';
import { sleeper } from '../workflows/timers.ts';

export const pausing: Cases<EngineRequirementId> = new Cases();
const { verifies } = pausing;

verifies('pause.waits', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(stepByStep, { file: marked });
  await until('the first step is done', async () => (await marks(marked)).includes('one'));
  await handle.pause();
  await handle.signal(proceed);
  await executor.executeWorkflow(sleeper, 300);
  expect(await marks(marked)).toEqual(['one']);
  await handle.resume();
  expect(await handle.result()).toBe('done');
  expect(await marks(marked)).toEqual(['one', 'two', 'three']);
});

verifies('pause.status', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(stepByStep, { file: file() });
  await handle.pause();
  await until('the status is paused', async () => (await handle.describe()).status === 'paused');
  await handle.resume();
  await until('the status is running', async () => (await handle.describe()).status === 'running');
  await handle.terminate();
});

verifies('pause.running', async ({ executor, file, marks }) => {
  const [marked, gate] = [file(), file()];
  const handle = await executor.startWorkflow(busyUntil, { file: marked, gate });
  await until('the activity runs', async () => (await marks(marked)).includes('begin'));
  await handle.pause();
  await until('the status is paused', async () => (await handle.describe()).status === 'paused');
  await writeFile(gate, '');
  await until('the activity is done', async () => (await marks(marked)).includes('end'));
  await executor.executeWorkflow(sleeper, 200);
  expect(await marks(marked)).toEqual(['begin', 'end']);
  await handle.resume();
  expect(await handle.result()).toBe('done');
});

verifies('pause.messages', async ({ executor, id, file, marks }) => {
  const [childId, marked] = [id(), file()];
  const handle = await executor.startWorkflow(pausedSteps, { childId, how: 'signal', file: marked });
  await until('the child has started', async () => (await marks(marked)).includes('begun'));
  await handle.pause();
  await handle.signal(go);
  await executor.executeWorkflow(sleeper, 300);
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('running');
  expect(await child.query(generation)).toBe(1);
  await handle.resume();
  expect(await handle.result()).toBe('from the parent in 1');
});

verifies('pause.continue', async ({ executor, id, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(pausedSteps, { childId: id(), how: 'continue', file: marked });
  await until('the workflow waits', async () => (await marks(marked)).includes('begun'));
  await handle.pause();
  await handle.signal(go);
  await executor.executeWorkflow(sleeper, 300);
  expect(await handle.describe()).toMatchObject({ status: 'paused', runId: handle.runId });
  await handle.resume();
  expect(await handle.result()).toBe('continued');
});

verifies('pause.timeout', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(pausedTimeout, { file: marked });
  await until('the workflow waits', async () =>
    (await handle.history()).some(({ type }) => type === 'timer'),
  );
  await handle.pause();
  await until('the timeout has expired', async () =>
    (await handle.history()).some(({ type, status }) => type === 'timer' && status === 'completed'),
  );
  await executor.executeWorkflow(sleeper, 100);
  expect(await marks(marked)).toEqual(['begun']);
  await handle.resume();
  expect(await handle.result()).toBe('timed out');
  expect(await marks(marked)).toEqual(['begun', 'timed out']);
});

verifies('pause.cancel', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(stepByStep, { file: marked });
  await until('the first step is done', async () => (await marks(marked)).includes('one'));
  await handle.pause();
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
});
