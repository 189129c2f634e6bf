import { writeFile } from 'node:fs/promises';
import { CancelledError, TerminatedError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import {
  busyUntil,
  cancelsPart,
  cleanUp,
  disposes,
  failsToCleanUp,
  hangs,
  proceed,
  refusesAfterCancel,
  staysCalm,
  stepByStep,
} from '../workflows/cancellation.ts';
import { collect, item } from '../workflows/messages.ts';
import { sleeper } from '../workflows/timers.ts';

export const cancelling: Cases = new Cases();
const { verifies } = cancelling;

verifies('cancel.result', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
  expect((await handle.describe()).status).toBe('cancelled');
});

/** The workflow must be in its sleep: a cancellation before its first turn is another case. */
async function begun(handle: { history(): Promise<unknown[]> }): Promise<void> {
  await until('the workflow has begun', async () => (await handle.history()).length > 0);
}

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
  await until('the clean-up has begun', async () => (await marks(marked)).includes('cleaning'));
  const { status } = await handle.describe();
  // Either it cleans up still, or it has.
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
  await until('the activity was aborted', async () => (await marks(marked)).includes('aborted 1'));
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

verifies('terminate.result', async ({ executor }) => {
  const handle = await executor.startWorkflow(sleeper, '1 hour');
  await handle.terminate('enough');
  const error = await errorOf(handle.result());
  expect(TerminatedError.isInstance(error) && error.workflowId).toBe(handle.workflowId);
  expect(error).toHaveProperty('message', expect.stringContaining('enough'));
  expect((await handle.describe()).status).toBe('terminated');
});

verifies('terminate.no-finally', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(cleanUp, { file: marked });
  await begun(handle);
  await handle.terminate();
  await errorOf(handle.result());
  // Long enough for a clean-up to have left its first mark.
  await executor.executeWorkflow(sleeper, 300);
  expect(await marks(marked)).toEqual([]);
});

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
  await until('it is seen to be paused', async () => (await handle.describe()).status === 'paused');
  await handle.resume();
  await until('it is seen to run', async () => (await handle.describe()).status === 'running');
  await handle.terminate();
});

verifies('pause.running', async ({ executor, file, marks }) => {
  const [marked, gate] = [file(), file()];
  const handle = await executor.startWorkflow(busyUntil, { file: marked, gate });
  await until('the activity runs', async () => (await marks(marked)).includes('begin'));
  await handle.pause();
  await until('it is paused', async () => (await handle.describe()).status === 'paused');
  await writeFile(gate, '');
  await until('the activity is done', async () => (await marks(marked)).includes('end'));
  await executor.executeWorkflow(sleeper, 200);
  expect(await marks(marked)).toEqual(['begin', 'end']);
  await handle.resume();
  expect(await handle.result()).toBe('done');
});

verifies('pause.cancel', async ({ executor, file, marks }) => {
  const marked = file();
  const handle = await executor.startWorkflow(stepByStep, { file: marked });
  await until('the first step is done', async () => (await marks(marked)).includes('one'));
  await handle.pause();
  await handle.cancel();
  expect(CancelledError.isInstance(await errorOf(handle.result()))).toBe(true);
});
