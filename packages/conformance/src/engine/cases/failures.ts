import { ApplicationError, NotInstalledError, WorkflowFailedError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { EngineRequirementId } from '../requirements/index.ts';
import { failing } from '../workflows/basics.ts';
import { causeOf } from './shared.ts';

export const failures: Cases<EngineRequirementId> = new Cases();
const { verifies } = failures;

verifies('failure.error', async ({ executor }) => {
  for (const [how, type, message] of [
    ['error', 'Error', 'plain'],
    ['type', 'TypeError', 'wrong type'],
  ] as const) {
    const error = await errorOf(executor.executeWorkflow(failing, how));
    if (!WorkflowFailedError.isInstance(error)) throw error;
    expect(error.message).toContain(message);
    expect(ApplicationError.isInstance(error.cause) && error.cause.type).toBe(type);
    expect(error.cause).toHaveProperty('message', message);
  }
});

verifies('failure.early', async ({ executor }) => {
  const error = await errorOf(executor.executeWorkflow(failing, 'early'));
  expect(WorkflowFailedError.isInstance(error) && error.cause).toHaveProperty(
    'message',
    'before the first wait',
  );
});

verifies('failure.own', async ({ executor, id }) => {
  const workflowId = id();
  const error = await errorOf(executor.executeWorkflow(failing, 'own', { workflowId }));
  expect(error).toMatchObject({ message: `Workflow "${workflowId}" failed: no package`, workflowId });
  const cause = error instanceof Error ? error.cause : undefined;
  expect(cause).toBeInstanceOf(NotInstalledError);
  expect(cause).toMatchObject({
    code: 'NOT_INSTALLED',
    message: 'no package',
    packageName: 'p',
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
