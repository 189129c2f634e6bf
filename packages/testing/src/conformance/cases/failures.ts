import { ApplicationError, ServerStartError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, errorOf } from '../kit.ts';
import { countdown, failing } from '../workflows/basics.ts';

export const failures: Cases = new Cases();
const { verifies } = failures;

async function causeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await errorOf(promise);
  if (!WorkflowFailedError.isInstance(error)) throw error;
  return error.cause;
}

verifies('failure.own', async ({ executor, id }) => {
  const workflowId = id();
  const error = await errorOf(executor.executeWorkflow(failing, 'own', { workflowId }));
  expect(error).toMatchObject({ message: `Workflow "${workflowId}" failed: no server`, workflowId });
  const cause = error instanceof Error ? error.cause : undefined;
  expect(cause).toBeInstanceOf(ServerStartError);
  expect(cause).toMatchObject({
    code: 'MCP_SERVER_START',
    message: 'no server',
    server: 's',
    target: 't',
    stderr: 'e',
  });
});

verifies('failure.details', async ({ executor }) => {
  const cause = await causeOf(executor.executeWorkflow(failing, 'application'));
  expect(ApplicationError.isInstance(cause)).toBe(true);
  expect(cause).toMatchObject({ type: 'Funds', message: 'not enough money', details: { missing: 5 } });
});

verifies('failure.cause', async ({ executor }) => {
  const cause = await causeOf(executor.executeWorkflow(failing, 'caused'));
  expect(cause).toMatchObject({
    type: 'Error',
    message: 'outer',
    cause: { type: 'RangeError', message: 'inner' },
  });
});

verifies('failure.text', async ({ executor }) => {
  expect(await causeOf(executor.executeWorkflow(failing, 'text'))).toMatchObject({ message: 'only a text' });
});

verifies('failure.once', async ({ executor }) => {
  const handle = await executor.startWorkflow(failing, 'error');
  await errorOf(handle.result());
  expect((await handle.history()).filter((step) => step.type === 'timer')).toHaveLength(1);
});

verifies('continue.result', async ({ executor }) => {
  const { runs } = await executor.executeWorkflow(countdown, { from: 3, runs: [] });
  expect(runs).toHaveLength(4);
});

verifies('continue.runs', async ({ executor, id }) => {
  const workflowId = id();
  const result = await executor.executeWorkflow(countdown, { from: 2, runs: [] }, { workflowId });
  expect(new Set(result.runs).size).toBe(3);
  expect(result.workflowId).toBe(workflowId);
});
