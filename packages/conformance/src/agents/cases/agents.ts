import {
  ActivityError,
  type ErrorData,
  errorFromData,
  ModelError,
  ServerStartError,
  TurnLimitError,
  UnknownServerError,
} from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import type { Kit } from '../../contract/kit.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAgent, askAgentAndFail, converse } from '../workflows/agents.ts';

export const agents: Cases<AgentRequirementId> = new Cases();
const { verifies } = agents;

verifies('agent.answer', async ({ executor }) => {
  const { answer } = await executor.executeWorkflow(askAgent, { question: script({ say: 'forty-two' }) });
  expect(answer).toBe('forty-two');
});

const ADD = { name: 'add', arguments: { left: 2, right: 3 } };

verifies('agent.tool', async ({ executor }) => {
  const question = script({ call: [ADD] }, { recite: true });
  const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
  expect(answer.split('\n').at(-1)).toBe('tool: 5');
});

verifies('agent.three-activities', async ({ executor }) => {
  const handle = await executor.startWorkflow(askAgent, {
    question: script({ call: [ADD] }, { say: 'five' }),
    servers: ['tools'],
  });
  await handle.result();
  expect((await handle.history()).map(({ type, name }) => `${type} ${name}`)).toEqual([
    'activity llm.conformance.complete',
    'activity mcp.call_tool',
    'activity llm.conformance.complete',
  ]);
});

verifies('agent.parallel-tools', async ({ executor }) => {
  const call = [1, 2, 3].map((right) => ({ name: 'add', arguments: { left: 10, right } }));
  const question = script({ call }, { recite: true });
  const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
  expect(answer.split('\n').slice(-3)).toEqual(['tool: 11', 'tool: 12', 'tool: 13']);
});

verifies('agent.unknown-tool', async ({ executor }) => {
  const question = script({ call: [{ name: 'fly', arguments: {} }, ADD] }, { recite: true });
  const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
  const [unknown, known] = answer.split('\n').slice(-2);
  expect(unknown).toMatch(/^tool failed: .*fly/);
  expect(known).toBe('tool: 5');
});

verifies('agent.tool-error', async ({ executor }) => {
  const question = script(
    { call: [{ name: 'refuse', arguments: { reason: 'too late' } }] },
    { recite: true },
  );
  const { answer } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
  expect(answer.split('\n').at(-1)).toBe('tool failed: too late');
});

async function causeOf(
  executor: Kit['executor'],
  ask: { question: string; servers?: string[]; params?: object },
): Promise<unknown> {
  const data: ErrorData = await executor.executeWorkflow(askAgentAndFail, ask);
  const error = errorFromData(data);
  return ActivityError.isInstance(error) ? error.cause : error;
}

verifies('agent.unknown-server', async ({ executor }) => {
  const cause = await causeOf(executor, { question: script({ say: 'never' }), servers: ['nowhere'] });
  expect(UnknownServerError.isInstance(cause) && cause.server).toBe('nowhere');
});

verifies('agent.server-start', async ({ executor }) => {
  const cause = await causeOf(executor, { question: script({ say: 'never' }), servers: ['broken'] });
  if (!ServerStartError.isInstance(cause)) throw cause;
  expect(cause.server).toBe('broken');
  expect(cause.target).toContain('broken-server');
  expect(cause.stderr).toContain('no ink left');
  expect(cause.message).toContain('no ink left');
});

verifies('agent.turn-limit', async ({ executor }) => {
  const handle = await executor.startWorkflow(askAgentAndFail, {
    question: script({ call: [ADD] }),
    servers: ['tools'],
    params: { maxIterations: 3 },
  });
  const error = errorFromData(await handle.result());
  expect(TurnLimitError.isInstance(error) && error.limit).toBe(3);
  const turns = (await handle.history()).filter(({ name }) => name === 'llm.conformance.complete');
  expect(turns).toHaveLength(3);
});

verifies('agent.model-error', async ({ executor }) => {
  const cause = await causeOf(executor, { question: script({ fail: 'wrong key' }) });
  expect(ModelError.isInstance(cause) && cause.status).toBe(401);
  expect(cause).toHaveProperty('message', 'wrong key');
});

verifies('agent.instruction', async ({ executor }) => {
  const { answer } = await executor.executeWorkflow(askAgent, {
    question: script({ recite: true }),
    instruction: 'Be brief',
  });
  expect(answer.split('\n')).toEqual(['system: Be brief', 'user']);
});

verifies('agent.history', async ({ executor }) => {
  const questions = [script({ say: 'first' }), script({ recite: true })];
  const [, remembered] = await executor.executeWorkflow(converse, { questions, useHistory: true });
  expect(remembered?.split('\n')).toEqual(['user', 'assistant: first', 'user']);
  const [, forgotten] = await executor.executeWorkflow(converse, { questions, useHistory: false });
  expect(forgotten?.split('\n')).toEqual(['user']);
});

verifies('agent.twenty', async ({ executor }) => {
  const question = script({ call: [{ name: 'process_id', arguments: {} }] }, { recite: true });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      executor.executeWorkflow(askAgent, { question, servers: ['slow-starter'] }),
    ),
  );
  const processes = answers.map(({ answer }) => answer.split('\n').at(-1));
  expect(processes[0]).toMatch(/^tool: \d+$/);
  expect(new Set(processes).size).toBe(1);
});
