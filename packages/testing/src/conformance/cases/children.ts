import { errorFromData } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf, until } from '../kit.ts';
import {
  callChild,
  cancelChild,
  catchChild,
  childSelf,
  fanOut,
  leavesChild,
  signalChild,
  twins,
  unknownChildren,
  waitsForChild,
} from '../workflows/children.ts';

export const children: Cases = new Cases();
const { verifies } = children;

verifies('child.result', async ({ executor }) => {
  expect(await executor.executeWorkflow(callChild, { a: [1] })).toEqual({ a: [1] });
});

verifies('child.parent', async ({ executor, id }) => {
  const childId = id();
  const parent = await executor.startWorkflow(childSelf, { childId });
  const { self, handle } = await parent.result();
  expect(handle).toEqual({ workflowId: childId, runId: self.runId });
  expect(self).toMatchObject({
    workflowId: childId,
    parent: { workflowId: parent.workflowId, runId: parent.runId },
  });
  expect((await executor.getHandle(childId).describe()).parent?.workflowId).toBe(parent.workflowId);
});

verifies('child.failure', async ({ executor }) => {
  const data = await executor.executeWorkflow(catchChild);
  expect(errorFromData(data)).toMatchObject({
    code: 'CHILD_WORKFLOW_FAILED',
    workflowName: 'conformance.failing',
    cause: { code: 'APPLICATION', type: 'Funds', message: 'not enough money', details: { missing: 5 } },
  });
});

verifies('child.signal', async ({ executor }) => {
  expect(await executor.executeWorkflow(signalChild)).toEqual(['a', 'b']);
});

verifies('child.cancel', async ({ executor, file, marks }) => {
  const marked = file();
  const data = await executor.executeWorkflow(cancelChild, { file: marked });
  expect(data).toMatchObject({ code: 'CHILD_WORKFLOW_FAILED', cause: { code: 'CANCELLED' } });
  expect(await marks(marked)).toEqual(['cleaning', 'clean']);
});

verifies('child.cancelled-with-parent', async ({ executor, file, marks, id }) => {
  const [marked, childId] = [file(), id()];
  const parent = await executor.startWorkflow(waitsForChild, { file: marked, childId });
  const child = executor.getHandle(childId);
  await until('the child runs', () => runs(child.describe()));
  await parent.cancel();
  expect(await errorOf(parent.result())).toMatchObject({ code: 'CANCELLED' });
  expect(await marks(marked)).toEqual(['cleaning', 'clean']);
  expect((await child.describe()).status).toBe('cancelled');
  expect((await parent.describe()).status).toBe('cancelled');
});

async function runs(described: Promise<{ status: string }>): Promise<boolean> {
  try {
    return (await described).status === 'running';
  } catch {
    return false;
  }
}

verifies('child.terminate-policy', async ({ executor, file, marks, id }) => {
  const [marked, childId] = [file(), id()];
  await executor.executeWorkflow(leavesChild, { file: marked, childId, parentClosePolicy: 'terminate' });
  const child = executor.getHandle(childId);
  expect(await errorOf(child.result())).toMatchObject({ code: 'TERMINATED' });
  expect(await marks(marked)).toEqual([]);
});

verifies('child.cancel-policy', async ({ executor, file, marks, id }) => {
  const [marked, childId] = [file(), id()];
  await executor.executeWorkflow(leavesChild, { file: marked, childId, parentClosePolicy: 'request_cancel' });
  expect(await errorOf(executor.getHandle(childId).result())).toMatchObject({ code: 'CANCELLED' });
  expect(await marks(marked)).toEqual(['cleaning', 'clean']);
});

verifies('child.abandon-policy', async ({ executor, file, id }) => {
  const childId = id();
  const parent = await executor.startWorkflow(leavesChild, {
    file: file(),
    childId,
    parentClosePolicy: 'abandon',
  });
  await parent.result();
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('running');
  await child.terminate();
});

verifies('child.fan-out', async ({ executor }) => {
  expect(await executor.executeWorkflow(fanOut, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

verifies('child.unknown', async ({ executor, id }) => {
  const childId = id();
  const failures = await executor.executeWorkflow(unknownChildren, { childId });
  const cause = {
    code: 'UNKNOWN_WORKFLOW',
    message: expect.stringContaining('No workflow is named "conformance.unknown".'),
    fields: { workflowName: 'conformance.unknown', known: expect.arrayContaining(['conformance.echo']) },
  };
  expect(failures).toMatchObject(
    [{ workflowId: childId }, {}].map((ids) => ({
      code: 'CHILD_WORKFLOW_FAILED',
      fields: { ...ids, workflowName: 'conformance.unknown' },
      cause,
    })),
  );
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('failed');
  expect(await errorOf(child.result())).toMatchObject({
    code: 'WORKFLOW_FAILED',
    cause: { code: 'UNKNOWN_WORKFLOW' },
  });
});

verifies('child.id-taken', async ({ executor, file, id }) => {
  const data = await executor.executeWorkflow(twins, { childId: id(), file: file() });
  expect(data).toMatchObject({ code: 'WORKFLOW_ALREADY_EXISTS' });
});
