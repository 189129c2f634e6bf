import type { CallSettings } from '@mcp-agent/core';
import { type ErrorData, ModelError, TimeoutError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { Kit } from '../../contract/kit.ts';
import { script, type Turn } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAgent } from '../workflows/agents.ts';
import { askWithCalls, callSlowTool } from '../workflows/calls.ts';
import { failureOf, lastLine } from './shared.ts';

export const calls: Cases<AgentRequirementId> = new Cases();
const { verifies } = calls;

/** Asks an agent with these policies. Returns its answer, or its error. */
function ask(
  executor: Kit['executor'],
  turn: Turn,
  agent: CallSettings,
  call: CallSettings = {},
): Promise<string | ErrorData> {
  return executor.executeWorkflow(askWithCalls, { question: script(turn), agent, call });
}

verifies('agent.unavailable', async ({ executor }) => {
  // More attempts than a model call has.
  expect(await ask(executor, { say: 'back', unavailable: 8 }, {})).toBe('back');
  const once = { model: { retry: { maximumAttempts: 1, unavailableTimeout: 50 } } };
  const { cause } = failureOf(await ask(executor, { say: 'never', unavailable: 1_000 }, once));
  if (!ModelError.isInstance(cause)) throw cause;
  expect(cause.message).toMatch(/^nobody is there\n.*unavailable in \d+ attempts?, for .* seconds\./);
  expect(cause.message).toContain('calls.model.retry.unavailableTimeout');
});

verifies('agent.unavailable-server', async ({ executor }) => {
  const question = script({ call: [{ name: 'add', arguments: { left: 2, right: 3 } }] }, { recite: true });
  const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['late'] });
  expect(lastLine(answer)).toBe('tool: 5');
});

verifies('agent.call-attempts', async ({ executor }) => {
  const twice = { model: { retry: { maximumAttempts: 2 } } };
  const { cause } = failureOf(await ask(executor, { say: 'never', failures: 2 }, twice));
  if (!ModelError.isInstance(cause)) throw cause;
  expect(cause.message).toMatch(/^cut off\nIt failed in 2 attempts, for .* seconds\./);
  expect(cause.message).toContain('calls.model.retry.maximumAttempts');
  expect(await ask(executor, { say: 'there', failures: 1 }, twice)).toBe('there');
});

verifies('agent.call-nearest', async ({ executor }) => {
  const agent = { model: { retry: { maximumAttempts: 2, unavailableTimeout: 0 } } };
  const call = { model: { retry: { maximumAttempts: 4 } } };
  expect(await ask(executor, { say: 'there', failures: 3 }, agent, call)).toBe('there');
  // The call does not set the timeout of the agent.
  const failure = failureOf(await ask(executor, { say: 'never', unavailable: 1 }, agent, call));
  expect(failure.cause).toMatchObject({ message: expect.stringContaining('nobody is there') });
  expect(await ask(executor, { say: 'there', failures: 3 }, agent)).toMatchObject({
    code: 'ACTIVITY_FAILED',
  });
});

verifies('agent.call-timeout', async ({ executor }) => {
  const short = { startToCloseTimeout: 100, retry: { maximumAttempts: 2 } };
  const { cause } = failureOf(await ask(executor, { hang: true }, { model: short }));
  if (!TimeoutError.isInstance(cause)) throw cause;
  expect(cause.kind).toBe('start-to-close');
  expect(cause.message).toMatch(/100 ms.*\n.*calls\.model\.startToCloseTimeout/);
  expect(cause.message).toContain('It failed in 2 attempts');
  expect(await executor.executeWorkflow(callSlowTool, { function: short })).toContain('100 ms');
});
