import { errorFromData } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { awaitsChain, generation, leavesChain, neglectsChild, parentOfChain } from '../workflows/chains.ts';
import {
  losesChild,
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
import { item } from '../workflows/messages.ts';
import { continued, runs } from './shared.ts';

export const children: Cases<EngineRequirementId> = new Cases();
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

verifies('child.chain-messages', async ({ executor, id, file }) => {
  for (const [order, result] of [
    ['signal', 'from the parent in 2'],
    ['cancel', 'CANCELLED'],
  ] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(parentOfChain, {
      childId,
      policy: 'terminate',
      file: file(),
    });
    await continued(executor.getHandle(childId));
    await parent.signal(item, order);
    expect(await parent.result()).toBe(result);
  }
});

verifies('child.chain-cancel', async ({ executor, id }) => {
  for (const policy of ['terminate', 'request_cancel'] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(awaitsChain, { childId, policy });
    const child = executor.getHandle(childId);
    await continued(child);
    await parent.cancel();
    expect([policy, await errorOf(parent.result())]).toMatchObject([policy, { code: 'CANCELLED' }]);
    expect([policy, await errorOf(child.result())]).toMatchObject([policy, { code: 'CANCELLED' }]);
  }
});

verifies('child.chain-policy', async ({ executor, id, file }) => {
  for (const [policy, code] of [
    ['terminate', 'TERMINATED'],
    ['request_cancel', 'CANCELLED'],
  ] as const) {
    const childId = id();
    const parent = await executor.startWorkflow(parentOfChain, { childId, policy, file: file() });
    const child = executor.getHandle(childId);
    await continued(child);
    await parent.terminate();
    expect([policy, await errorOf(child.result())]).toMatchObject([policy, { code }]);
  }
  const childId = id();
  expect(await executor.executeWorkflow(leavesChain, { childId })).toBe('left');
  expect(await errorOf(executor.getHandle(childId).result())).toMatchObject({ code: 'TERMINATED' });
});

verifies('child.abandon-cancelled', async ({ executor, id, file, marks }) => {
  const [childId, marked] = [id(), file()];
  const parent = await executor.startWorkflow(neglectsChild, { childId, policy: 'abandon', file: marked });
  await until('the child has started', async () => (await marks(marked)).includes('begun'));
  await parent.cancel();
  expect(await errorOf(parent.result())).toMatchObject({ code: 'CANCELLED' });
  const child = executor.getHandle(childId);
  expect((await child.describe()).status).toBe('running');
  await child.signal(item, 'on my own');
  expect(await child.result()).toBe('on my own in 1');
});

verifies('child.words', async ({ executor, id }) => {
  for (const [end, code, ending] of [
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
    if (end === 'terminate') await child.terminate('not sent to a parent');
    else await child.cancel();
    const message = `Workflow "${childId}" ${ending}`;
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

verifies('child.unknown', async ({ executor, id }) => {
  const childId = id();
  const failures = await executor.executeWorkflow(unknownChildren, { childId });
  const cause = {
    code: 'UNKNOWN_WORKFLOW',
    message: expect.stringContaining('Workflow "conformance.unknown" is not defined here.'),
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
