import { InvalidArgumentError, TerminatedError, WorkflowAlreadyExistsError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { echo, failing } from '../workflows/basics.ts';
import { collect, item } from '../workflows/messages.ts';

export const startPolicies: Cases<EngineRequirementId> = new Cases();
const { verifies } = startPolicies;

verifies('start.id-taken', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const error = await errorOf(executor.startWorkflow(collect, { count: 1 }, { workflowId }));
  expect(WorkflowAlreadyExistsError.isInstance(error) && error.workflowId).toBe(workflowId);
  await first.signal(item, 'still here');
  expect(await first.result()).toEqual(['still here']);
});

verifies('start.id-words', async ({ executor, id }) => {
  const workflowId = id();
  const start = (): Promise<unknown> =>
    executor.startWorkflow(collect, { count: 1 }, { workflowId, idReusePolicy: 'reject_duplicate' });
  await start();
  const whileRunning = await errorOf(start());
  await executor.getHandle(workflowId).terminate();
  for (const error of [whileRunning, await errorOf(start())]) {
    expect(error).toHaveProperty(
      'message',
      expect.stringContaining(`A workflow with the id "${workflowId}" exists.`),
    );
    expect(error).not.toHaveProperty('cause');
  }
});

verifies('start.use-existing', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const second = await executor.startWorkflow(
    collect,
    { count: 1 },
    { workflowId, idConflictPolicy: 'use_existing' },
  );
  expect(second.runId).toBe(first.runId);
  await second.signal(item, 'one');
  expect(await first.result()).toEqual(['one']);
});

verifies('start.terminate-existing', async ({ executor, id }) => {
  const workflowId = id();
  const first = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const second = await executor.startWorkflow(
    collect,
    { count: 1 },
    { workflowId, idConflictPolicy: 'terminate_existing' },
  );
  expect(TerminatedError.isInstance(await errorOf(first.result()))).toBe(true);
  await second.signal(item, 'two');
  expect(await second.result()).toEqual(['two']);
});

verifies('start.reuse', async ({ executor, id }) => {
  const workflowId = id();
  expect(await executor.executeWorkflow(echo, 1, { workflowId })).toBe(1);
  expect(await executor.executeWorkflow(echo, 2, { workflowId })).toBe(2);
});

verifies('start.reject-duplicate', async ({ executor, id }) => {
  const workflowId = id();
  await executor.executeWorkflow(echo, 1, { workflowId });
  const error = await errorOf(
    executor.executeWorkflow(echo, 2, { workflowId, idReusePolicy: 'reject_duplicate' }),
  );
  expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
});

verifies('start.reuse-failed-only', async ({ executor, id }) => {
  const [completed, failed] = [id(), id()];
  const idReusePolicy = 'allow_duplicate_failed_only';
  await executor.executeWorkflow(echo, 1, { workflowId: completed });
  const error = await errorOf(executor.executeWorkflow(echo, 2, { workflowId: completed, idReusePolicy }));
  expect(WorkflowAlreadyExistsError.isInstance(error)).toBe(true);
  await errorOf(executor.executeWorkflow(failing, 'error', { workflowId: failed }));
  expect(await executor.executeWorkflow(echo, 3, { workflowId: failed, idReusePolicy })).toBe(3);
});

verifies('start.policies', async ({ executor, id }) => {
  const workflowId = id();
  const handle = await executor.startWorkflow(collect, { count: 1 }, { workflowId });
  const policies = { idReusePolicy: 'reject_duplicate', idConflictPolicy: 'terminate_existing' } as const;
  const error = await errorOf(executor.startWorkflow(echo, 1, { workflowId, ...policies }));
  expect(error).toMatchObject({ code: InvalidArgumentError.code, argument: 'idConflictPolicy' });
  for (const one of ['allow_duplicate', 'allow_duplicate_failed_only'] as const) {
    const options = { workflowId: id(), ...policies, idReusePolicy: one };
    expect(await executor.executeWorkflow(echo, one, options)).toBe(one);
  }
  await handle.signal(item, 'alive');
  expect(await handle.result()).toEqual(['alive']);
});
