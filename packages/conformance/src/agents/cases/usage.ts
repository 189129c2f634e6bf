import { readUsage, tokenUsage } from '@mcp-agent/core';
import { BudgetExceededError } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAble, family } from '../workflows/abilities.ts';
import { failureOf } from './shared.ts';

export const usage: Cases<AgentRequirementId> = new Cases();
const { verifies } = usage;

verifies('agent.budget', async ({ executor }) => {
  const call = [{ name: 'add', arguments: { left: 1, right: 1 } }];
  const answer = await executor.executeWorkflow(askAble, {
    question: script({ call }),
    servers: ['tools'],
    params: { limit: { tokens: 5 }, maxIterations: 100 },
  });
  const failure = failureOf(answer);
  expect(failure).toBeInstanceOf(BudgetExceededError);
  expect(failure).toMatchObject({ kind: 'tokens', limit: 5 });
});

verifies('agent.usage', async ({ executor }) => {
  const call = [{ name: 'add', arguments: { left: 1, right: 1 } }];
  const question = script({ call }, { say: 'two' });
  const handle = await executor.startWorkflow(askAble, { question, servers: ['tools'] });
  await handle.result();
  // The first call has one message, the second three; each answer is one token.
  const spent = { calls: 2, inputTokens: 4, outputTokens: 2, unpricedCalls: 2, cost: 0 };
  expect(await handle.query(tokenUsage)).toMatchObject({
    kind: 'run',
    name: 'conformance.askAble',
    ...spent,
    children: [{ kind: 'agent', name: 'able', ...spent, children: [{ kind: 'call' }, { kind: 'call' }] }],
  });
});

verifies('agent.usage-tree', async ({ executor }) => {
  const questions = [script({ say: 'one' }), script({ say: 'two' })];
  const handle = await executor.startWorkflow(family, { questions });
  await handle.result();
  const children = (await handle.history()).filter(({ type }) => type === 'child');
  expect(children.map(({ workflowId }) => workflowId)).toEqual([expect.any(String), expect.any(String)]);
  const spent = await readUsage(executor, handle.workflowId);
  expect(spent).toMatchObject({ kind: 'run', name: 'conformance.family', calls: 2, outputTokens: 2 });
  expect(spent.children.map(({ kind, name, calls }) => [kind, name, calls])).toEqual([
    ['run', 'conformance.askAble', 1],
    ['run', 'conformance.askAble', 1],
  ]);
});
