import { writeFile } from 'node:fs/promises';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { callActivity } from '../workflows/activities.ts';
import { busy, outlivesActivity, proceed } from '../workflows/cancellation.ts';
import { callChild } from '../workflows/children.ts';
import { counter, finish, lateUpdate, put } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { remembersMuch } from '../workflows/values.ts';

export const history: Cases<EngineRequirementId> = new Cases();
const { verifies } = history;

verifies('history.steps', async ({ executor, file }) => {
  const marked = file();
  const handle = await executor.startWorkflow(busy, { file: marked, ms: 10 });
  await handle.result();
  const steps = await handle.history();
  expect(steps).toMatchObject([
    {
      type: 'activity',
      name: 'conformance.slow',
      status: 'completed',
      input: { file: marked, ms: 10 },
      output: 'slow',
      attempts: 1,
    },
    { type: 'activity', name: 'conformance.mark', status: 'completed', output: 'after' },
  ]);
  for (const { startedAt, endedAt = 0 } of steps) expect(endedAt).toBeGreaterThanOrEqual(startedAt);
  const slept = await executor.startWorkflow(sleeper, 10);
  await slept.result();
  expect(await slept.history()).toMatchObject([{ type: 'timer', status: 'completed', input: 10 }]);
  const parent = await executor.startWorkflow(callChild, 'x');
  await parent.result();
  expect(await parent.history()).toMatchObject([
    { type: 'child', name: 'conformance.echo', status: 'completed', input: 'x', output: 'x' },
  ]);
});

verifies('history.failure', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: file(), failures: 9 },
    options: { retry: { initialInterval: 10, maximumAttempts: 2 } },
  });
  await errorOf(handle.result());
  expect(await handle.history()).toMatchObject([
    {
      type: 'activity',
      status: 'failed',
      attempts: 2,
      error: { code: 'APPLICATION', message: 'attempt 2 fails' },
    },
  ]);
});

verifies('history.retry', async ({ executor, file }) => {
  const handle = await executor.startWorkflow(callActivity, {
    activity: 'conformance.flaky',
    input: { file: file(), failures: 9 },
    options: { retry: { initialInterval: '1 hour', maximumAttempts: 2 } },
  });
  await until('the retry is pending', async () => (await handle.history())[0]?.retry !== undefined);
  const [step] = await handle.history();
  expect(step).toMatchObject({ status: 'running', attempts: 1 });
  expect(step?.retry).toMatchObject({ error: { code: 'APPLICATION', message: 'attempt 1 fails' } });
  const delay = (step?.retry?.at ?? 0) - (step?.startedAt ?? 0);
  expect(delay).toBeGreaterThan(3_000_000);
  expect(delay).toBeLessThan(4_000_000);
  await handle.cancel();
  await errorOf(handle.result());
  expect((await handle.history())[0]).not.toHaveProperty('retry');
});

verifies('history.messages', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await handle.update(put, 3);
  await handle.signal(finish);
  await handle.result();
  expect(await handle.history()).toMatchObject([
    { type: 'update', name: 'put', input: [3], output: 6, status: 'completed' },
    { type: 'signal', name: 'finish', input: [], status: 'completed' },
  ]);
});

verifies('history.cancelled', async ({ executor, file, marks }) => {
  const [marked, gate] = [file(), file()];
  const handle = await executor.startWorkflow(outlivesActivity, { file: marked, gate });
  await until('the activity runs', async () => (await marks(marked)).includes('begin'));
  await handle.signal(proceed);
  const statusOf = async (): Promise<string | undefined> =>
    (await handle.history()).find(({ type }) => type === 'activity')?.status;
  await until('the activity is cancelled', async () => (await statusOf()) === 'cancelled');
  await writeFile(gate, '');
  await until('the activity ends', async () => (await marks(marked)).includes('end'));
  await handle.signal(proceed);
  await handle.result();
  expect(await statusOf()).toBe('cancelled');
});

verifies('history.update-timeout', async ({ executor }) => {
  const handle = await executor.startWorkflow(counter);
  await errorOf(handle.update(lateUpdate));
  expect(await handle.history()).toContainEqual(
    expect.objectContaining({ type: 'update', name: 'late', status: 'failed' }),
  );
  await handle.terminate();
});

verifies('history.large', async ({ executor }) => {
  const handle = await executor.startWorkflow(remembersMuch, { bytes: 1_900_000, times: 2 });
  expect(await handle.result()).toBe(2);
  const steps = await handle.history();
  expect(steps.map(({ output }) => (typeof output === 'string' ? output.length : 0))).toEqual([
    1_900_000, 1_900_000,
  ]);
});

verifies('history.running', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  await until('the step is in the history', async () => (await handle.history()).length > 0);
  const [step] = await handle.history();
  expect(step).toMatchObject({ type: 'timer', status: 'running' });
  expect(step?.endedAt).toBeUndefined();
  await handle.terminate();
});
