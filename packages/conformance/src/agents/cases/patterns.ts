import type { WorkflowHandle } from '@mcp-agent/core';
import { errorFromData, isCancellation, PatternFailedError } from '@mcp-agent/core/errors';
import { errorOf, until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askBothInChild, continueWithout } from '../workflows/patterns.ts';

export const patterns: Cases<AgentRequirementId> = new Cases();
const { verifies } = patterns;

verifies('agent.pattern-failure', async ({ executor }) => {
  const question = script({ fail: 'out of ink' });
  const answer = await executor.executeWorkflow(askBothInChild, { question });
  const cause = typeof answer === 'number' ? answer : errorFromData(answer).cause;
  expect(cause).toBeInstanceOf(PatternFailedError);
  expect(cause).toMatchObject({
    results: { length: question.length },
    failures: [{ name: 'agent', error: { code: 'ACTIVITY_FAILED', cause: { message: 'out of ink' } } }],
    cause: { code: 'ACTIVITY_FAILED' },
  });
});

verifies('agent.pattern-cancelled', async ({ executor, id }) => {
  const start = async (): Promise<[WorkflowHandle<string[]>, WorkflowHandle<unknown>]> => {
    const childId = id();
    const pattern = await executor.startWorkflow(continueWithout, { childId });
    const child = executor.getHandle(childId);
    await until('the child runs', async () => (await child.describe().catch(() => undefined)) !== undefined);
    return [pattern, child];
  };
  const [continued, child] = await start();
  await child.cancel();
  expect(await continued.result()).toEqual(['child']);
  const [cancelled] = await start();
  await cancelled.cancel();
  expect(isCancellation(await errorOf(cancelled.result()))).toBe(true);
});
