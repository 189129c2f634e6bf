import { CancelledError, TerminatedError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import {
  cancelsPart,
  cleanUp,
  disposes,
  failsToCleanUp,
  hangs,
  refusesAfterCancel,
  staysCalm,
  cleansUpTooSlowly,
  triesAfterCancel,
} from '../workflows/cancellation.ts';
import { collect, item } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';
import { begun } from './shared.ts';

export const cancellation: Cases<EngineRequirementId> = new Cases();
const { verifies } = cancellation;

verifies('cancel.result', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
  expect((await handle.describe()).status).toBe('cancelled');
});

verifies('cancel.finally', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(cleanUp, { file: marked });
  await begun(handle);
  await handle.cancel();
  await errorOf(handle.result());
  expect(await marks(marked)).toEqual(['cleaning', 'clean']);
});

verifies('cancel.status', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(cleanUp, { file: marked });
  await begun(handle);
  await handle.cancel();
  await until('the cleanup has started', async () => (await marks(marked)).includes('cleaning'));
  const { status } = await handle.describe();
  // The cleanup may have ended meanwhile.
  if (!(await marks(marked)).includes('clean')) expect(status).toBe('running');
  await errorOf(handle.result());
  expect(await marks(marked)).toContain('clean');
  expect((await handle.describe()).status).toBe('cancelled');
});

verifies('cancel.dispose', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(disposes, { file: marked });
  await begun(handle);
  await handle.cancel();
  await errorOf(handle.result());
  expect(await marks(marked)).toEqual(['disposed']);
});

verifies('cancel.declined', async ({ executor }) => {
  const handle = await executor.startWorkflow(staysCalm);
  await begun(handle);
  await handle.cancel();
  expect(await handle.result()).toBe('calm');
  expect((await handle.describe()).status).toBe('completed');
});

verifies('cancel.failure', async ({ executor }) => {
  const handle = await executor.startWorkflow(failsToCleanUp);
  await begun(handle);
  await handle.cancel();
  const error = await errorOf(handle.result());
  expect(WorkflowFailedError.isInstance(error) && error.cause).toMatchObject({ message: 'cleaning failed' });
});

verifies('cancel.activity', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(hangs, { file: marked });
  await until('the activity runs', async () => (await marks(marked)).includes('started 1'));
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
  await until('the activity is aborted', async () => (await marks(marked)).includes('aborted 1'));
});

verifies('cancel.one', async ({ executor }) => {
  const [one, other] = [
    await executor.startWorkflow(collect, { count: 1 }),
    await executor.startWorkflow(collect, { count: 1 }),
  ];
  await one.cancel();
  expect(CancelledError.isInstance(await errorOf(one.result()))).toBe(true);
  await other.signal(item, 'alive');
  expect(await other.result()).toEqual(['alive']);
});

verifies('cancel.scope', async ({ executor }) => {
  expect(await executor.executeWorkflow(cancelsPart)).toEqual(['part over', 'went on']);
});

verifies('cancel.nothing-new', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(refusesAfterCancel, { file: marked });
  await begun(handle);
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
  expect(await marks(marked)).toEqual([]);
});

verifies('cancel.nothing-else', async ({ executor, id }) => {
  const [other, childId] = [await executor.startWorkflow(collect, { count: 1 }), id()];
  const handle = await executor.startWorkflow(triesAfterCancel, { to: other.workflowId, childId });
  await until('the workflow sleeps', async () =>
    (await handle.history()).some(({ type }) => type === 'timer'),
  );
  await handle.cancel();
  expect(await handle.result()).toEqual({
    sleep: 'CANCELLED',
    condition: 'CANCELLED',
    activity: 'CANCELLED',
    child: 'CANCELLED',
    signal: 'CANCELLED',
    childSignal: 'CANCELLED',
    childCancel: 'CANCELLED',
    wait: 'CANCELLED',
  });
  const started = (await handle.history()).map(({ type }) => type).toSorted();
  expect(started).toEqual(['child', 'timer']);
  for (const left of [other, executor.getHandle<unknown>(childId)]) {
    await left.signal(item, 'in time');
  }
  expect(await other.result()).toEqual(['in time']);
  expect(await executor.getHandle(childId).result()).toBe('in time in 1');
});

verifies('cancel.clean-up-timeout', async ({ executor }) => {
  const handle = await executor.startWorkflow(cleansUpTooSlowly);
  await until('the workflow sleeps', async () => (await handle.history()).length > 0);
  await handle.cancel();
  expect(await errorOf(handle.result())).toMatchObject({
    code: 'WORKFLOW_FAILED',
    cause: { code: 'TIMED_OUT', kind: 'scope' },
  });
  expect((await handle.describe()).status).toBe('failed');
});

verifies('terminate.result', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  await handle.terminate('enough');
  const error = await errorOf(handle.result());
  expect(TerminatedError.isInstance(error) && error.workflowId).toBe(handle.workflowId);
  expect(error).toHaveProperty('message', expect.stringContaining('enough'));
  expect(await errorOf(executor.getHandle(handle.workflowId).result())).toMatchObject({
    runId: handle.runId,
  });
  expect((await handle.describe()).status).toBe('terminated');
});

verifies('terminate.no-finally', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(cleanUp, { file: marked });
  await begun(handle);
  await handle.terminate();
  await errorOf(handle.result());
  // Long enough for a cleanup to write its first mark.
  await executor.executeWorkflow(sleeper, 300);
  expect(await marks(marked)).toEqual([]);
});
