import { executeMany, type StartOptions, type WorkflowHandle } from '@mcp-agent/core';
import { InvalidArgumentError, TimeoutError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { callActivity } from '../workflows/activities.ts';
import { echo, nothing } from '../workflows/basics.ts';
import { collect, item } from '../workflows/messages.ts';
import { ODD_NAMES, ODD_OBJECTS } from '../workflows/odd-arguments.ts';
import { sleeper } from '../workflows/timers.ts';
import { codesOf } from './shared.ts';

export const starting: Cases<EngineRequirementId> = new Cases();
const { verifies } = starting;

verifies('start.result', async ({ executor }) => {
  expect(await executor.executeWorkflow(echo, { text: 'hello', list: [1, 2] })).toEqual({
    text: 'hello',
    list: [1, 2],
  });
});

verifies('start.no-input', async ({ executor }) => {
  expect(await executor.executeWorkflow(nothing)).toBeNull();
});

verifies('start.default-id', async ({ executor }) => {
  const [one, other] = [await executor.startWorkflow(echo, 1), await executor.startWorkflow(echo, 2)];
  expect(one.workflowId).toMatch(/^conformance\.echo-/);
  expect(other.workflowId).not.toBe(one.workflowId);
  expect([await one.result(), await other.result()]).toEqual([1, 2]);
});

verifies('start.own-id', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(echo, 1, { workflowId });
  expect(handle.workflowId).toBe(workflowId);
  expect((await handle.describe()).workflowId).toBe(workflowId);
  await handle.result();
});

verifies('start.many', async ({ executor }) => {
  const inputs = Array.from({ length: 100 }, (_, index) => ({ index }));
  expect(await Promise.all(inputs.map((input) => executor.executeWorkflow(echo, input)))).toEqual(inputs);
});

verifies('start.run-timeout', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour', { runTimeout: '1s' });
  expect(TimeoutError.isInstance(await errorOf(handle.result()))).toBe(true);
  expect((await handle.describe()).status).toBe('timed_out');
});

verifies('start.execution-timeout', async ({ executor }) => {
  const error = await errorOf(executor.executeWorkflow(sleeper, '1 hour', { executionTimeout: '1s' }));
  expect(TimeoutError.isInstance(error)).toBe(true);
});

verifies('start.timeout-kind', async ({ executor, id }) => {
  for (const [options, kind] of [
    [{ runTimeout: '1s' }, 'run'],
    [{ executionTimeout: '1s' }, 'execution'],
    [{ runTimeout: '1s', executionTimeout: '1 hour' }, 'run'],
    [{ runTimeout: '1 hour', executionTimeout: '1s' }, 'execution'],
  ] as const) {
    const workflowId = id();
    const handle = await executor.startWorkflow(sleeper, '1 hour', { workflowId, ...options });
    expect([options, await errorOf(handle.result())]).toMatchObject([
      options,
      {
        code: 'TIMED_OUT',
        kind,
        message: `Workflow "${workflowId}" took longer than its ${kind} timeout. If it needs longer, raise ${kind}Timeout.`,
      },
    ]);
    expect((await handle.describe()).status).toBe('timed_out');
  }
  const options = { startToCloseTimeout: '1 hour', scheduleToCloseTimeout: '2s' };
  const call = { activity: 'conformance.hangsQuietly', input: null, options };
  const error = await errorOf(executor.executeWorkflow(callActivity, call));
  expect(error).toMatchObject({
    code: 'WORKFLOW_FAILED',
    cause: {
      code: 'ACTIVITY_FAILED',
      cause: {
        code: 'TIMED_OUT',
        kind: 'schedule-to-close',
        message:
          'Activity "conformance.hangsQuietly" took longer than its scheduleToCloseTimeout of 2000 ms.',
      },
    },
  });
});

verifies('start.odd-options', async ({ executor, id }) => {
  const long = 'x'.repeat(1_001);
  const oddOptions: StartOptions[] = [
    { workflowId: '' },
    { workflowId: 'lone \ud800' },
    { workflowId: 'nul \0' },
    { workflowId: long },
    { executionTimeout: 0 },
    { executionTimeout: -1 },
    { runTimeout: Number.NaN },
    { runTimeout: '0 seconds' },
    { runTimeout: Infinity },
    { memo: { '\ud800': 1 } },
    { searchAttributes: { ConformanceKey: '\ud800' } },
    { searchAttributes: { ConformanceKey: '\0' } },
    { searchAttributes: { ConformanceCount: Number.NaN } },
    { searchAttributes: { [long]: 1 } },
    { cron: '' },
  ];
  for (const options of oddOptions) {
    const workflowId = id();
    const error = await errorOf(executor.startWorkflow(echo, 1, { workflowId, ...options }));
    expect([options, error]).toMatchObject([options, { code: InvalidArgumentError.code }]);
    if ('workflowId' in options) continue;
    expect(await errorOf(executor.getHandle(workflowId).describe())).toMatchObject({
      code: 'WORKFLOW_NOT_FOUND',
    });
  }
});

verifies('start.odd-workflow', async ({ executor, id }) => {
  const workflowId = id();
  const codes = await codesOf(
    {
      start: (odd) => executor.startWorkflow(odd<typeof echo>(), 1, { workflowId }),
      execute: (odd) => executor.executeWorkflow(odd<typeof echo>(), 1, { workflowId }),
      signalWithStart: (odd) =>
        executor.signalWithStart(odd<typeof echo>(), { signal: item, args: ['x'] }, 1, { workflowId }),
    },
    [...ODD_OBJECTS, ...ODD_NAMES.map((name) => JSON.stringify({ ...echo, name }))],
  );
  expect(codes.filter((code) => !code.endsWith(`: ${InvalidArgumentError.code}`))).toEqual([]);
  // The default ID is too long.
  const long = { ...echo, name: 'x'.repeat(1_000) };
  expect(await errorOf(executor.startWorkflow(long, 1))).toMatchObject({ code: InvalidArgumentError.code });
  expect(await errorOf(executor.getHandle(workflowId).describe())).toMatchObject({
    code: 'WORKFLOW_NOT_FOUND',
  });
});

verifies('start.memo', async ({ executor }) => {
  const memo = { why: 'because', list: [1, { a: null }] };
  const handle = await executor.startWorkflow(echo, 1, { memo });
  await handle.result();
  expect((await handle.describe()).memo).toEqual(memo);
});

verifies('start.signal-with-start', async ({ executor, id }) => {
  const options = { workflowId: id() };
  const send = (text: string, more: StartOptions = {}): Promise<WorkflowHandle<string[]>> =>
    executor.signalWithStart(collect, { signal: item, args: [text] }, { count: 4 }, { ...options, ...more });
  const first = await send('a');
  for (const [text, idConflictPolicy] of [
    ['b', 'terminate_existing'],
    ['c', 'fail'],
    ['d', 'use_existing'],
  ] as const) {
    expect((await send(text, { idConflictPolicy })).runId).toBe(first.runId);
  }
  expect(await first.result()).toEqual(['a', 'b', 'c', 'd']);
});

verifies('start.many-bounded', async ({ executor }) => {
  const inputs = [60, 10, 40, 20, 30];
  const before = Date.now();
  const slept = await executeMany(executor, sleeper, inputs, { concurrency: 1 });
  expect(slept.map((ms, index) => ms >= (inputs[index] ?? 0) - 2)).toEqual(inputs.map(() => true));
  expect(Date.now() - before).toBeGreaterThanOrEqual(150);
  expect(await executeMany(executor, echo, [3, 1, 2])).toEqual([3, 1, 2]);
});

verifies('start.cron', async ({ executor, file, marks, id }) => {
  const marked = file();
  const call = { activity: 'conformance.mark', input: { file: marked, text: 'tick' } };
  const options = { workflowId: id(), cron: '@every 1s' };
  const handle = await executor.startWorkflow(callActivity, call, options);
  await until('the workflow has run twice', async () => (await marks(marked)).length >= 2);
  await handle.terminate();
});
