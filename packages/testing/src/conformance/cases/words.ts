import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import { callActivity } from '../workflows/activities.ts';
import { abortsActivity, generation, losesChild } from '../workflows/chains.ts';
import { sleeper } from '../workflows/timers.ts';

export const words: Cases = new Cases();
const { verifies } = words;

verifies('activity.abort-reason', async ({ executor, file, marks }) => {
  const [cancelled, late] = [file(), file()];
  const handle = await executor.startWorkflow(abortsActivity, { file: cancelled, how: 'cancel' });
  await until('the activity runs', async () => (await marks(cancelled)).includes('started'));
  await handle.cancel();
  await errorOf(handle.result());
  await until('the activity was aborted', async () => (await marks(cancelled)).length === 2);
  expect(JSON.parse((await marks(cancelled))[1] ?? '')).toEqual({
    code: 'CANCELLED',
    message: 'Activity "conformance.saysWhy" was cancelled.',
    kind: null,
  });
  const message = 'Activity "conformance.saysWhy" took longer than its startToCloseTimeout of 300 ms.';
  const error = await executor.executeWorkflow(abortsActivity, { file: late, how: 'start-to-close' });
  expect(error).toMatchObject({
    code: 'ACTIVITY_FAILED',
    message: `Activity "conformance.saysWhy" failed: ${message}`,
    cause: { code: 'TIMED_OUT', message, fields: { kind: 'start-to-close' } },
  });
  await until('the activity was aborted', async () => (await marks(late)).length === 2);
  expect(JSON.parse((await marks(late))[1] ?? '')).toEqual({
    code: 'TIMED_OUT',
    message,
    kind: 'start-to-close',
  });
});

verifies('child.words', async ({ executor, id }) => {
  for (const [end, code, said] of [
    ['terminate', 'TERMINATED', 'was terminated.'],
    ['cancel', 'CANCELLED', 'was cancelled.'],
  ] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(losesChild, { childId, policy: 'terminate' });
    const child = executor.getHandle(childId);
    await until('the child runs', async () =>
      child.query(generation).then(
        () => true,
        () => false,
      ),
    );
    if (end === 'terminate') await child.terminate('not told to a parent');
    else await child.cancel();
    const message = `Workflow "${childId}" ${said}`;
    expect(await parent.result()).toMatchObject({
      code: 'CHILD_WORKFLOW_FAILED',
      message: `Child workflow "conformance.generations" failed: ${message}`,
      fields: { workflowId: childId, workflowName: 'conformance.generations' },
      cause: { code, message },
    });
    const [step] = (await parent.history()).filter(({ type }) => type === 'child');
    expect(step).toMatchObject(
      end === 'cancel' ? { status: 'cancelled' } : { status: 'failed', error: { code, message } },
    );
  }
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
      { code: 'TIMED_OUT', kind, message: `Workflow "${workflowId}" took longer than its ${kind} timeout.` },
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
