import { tokenUsage } from '@mcp-agent/core';
import { BudgetExceededError, type ErrorData, errorFromData } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAble } from '../workflows/abilities.ts';
import { askAgent } from '../workflows/agents.ts';
import { type Family, handOverAndSample, sampleWithin, spend, spendInFamily } from '../workflows/budgets.ts';

export const budgets: Cases<AgentRequirementId> = new Cases();
const { verifies } = budgets;

/** Returns each answer, or the kind of the limit that stopped it. */
function outcomes(answers: readonly (string | ErrorData)[]): string[] {
  return answers.map((answer) => {
    if (typeof answer === 'string') return answer;
    const error = errorFromData(answer);
    if (!BudgetExceededError.isInstance(error)) throw error;
    return `exceeded ${error.kind}`;
  });
}

// Each answer to a single message is two tokens.
const SAY = script({ say: 'done' });
const questions = [SAY, SAY, SAY];

verifies('agent.budget-shared', async ({ executor }) => {
  const ofEach = { questions, params: { limit: { tokens: 3 } } };
  expect(outcomes(await executor.executeWorkflow(spend, ofEach))).toEqual(['done', 'done', 'done']);
  const expected = ['done', 'done', 'exceeded tokens'];
  for (const shared of [
    { shared: { tokens: 3 } },
    { agent: { limit: { tokens: 3 } } },
    { run: { tokens: 3 } },
  ]) {
    expect(outcomes(await executor.executeWorkflow(spend, { questions, ...shared }))).toEqual(expected);
  }
});

verifies('agent.budget-tools', async ({ executor }) => {
  const helper = { name: 'helper', arguments: { request: SAY } };
  const helped = script({ call: [helper, helper] }, { say: 'done' });
  for (const limits of [{ params: { limit: { tokens: 5 } } }, { agent: { limit: { tokens: 5 } } }]) {
    const answers = await executor.executeWorkflow(spend, { questions: [helped], ...limits });
    expect(outcomes(answers)).toEqual(['exceeded tokens']);
  }
  // Without the helper's tokens, the same calls fit.
  const alone = script({ call: [{ name: 'nobody', arguments: {} }] }, { say: 'done' });
  const params = { limit: { tokens: 5 } };
  expect(outcomes(await executor.executeWorkflow(spend, { questions: [alone], params }))).toEqual(['done']);
});

verifies('agent.budget-next', async ({ executor }) => {
  const nobody = { call: [{ name: 'nobody', arguments: {} }] };
  const question = script(nobody, nobody, { say: 'done' });
  // The calls send 1, 3 and 5 messages: after 6 tokens, another with at least 3 does not fit.
  const handle = await executor.startWorkflow(spend, {
    questions: [question],
    params: { limit: { tokens: 8 } },
  });
  expect(outcomes(await handle.result())).toEqual(['exceeded tokens']);
  expect(await handle.query(tokenUsage)).toMatchObject({ calls: 2 });
});

verifies('agent.budget-children', async ({ executor }) => {
  const limited = { run: { tokens: 3 }, questions: [SAY] };
  const expected = ['done', 'done', 'exceeded tokens', 'exceeded tokens'];
  const child = { questions };
  const ask = (family: Family): Promise<string[]> => executor.executeWorkflow(spendInFamily, family);
  expect(await ask({ ...limited, children: [child] })).toEqual(expected);
  expect(await ask({ ...limited, children: [{ questions: [], children: [child] }] })).toEqual(expected);
  // A child that starts when nothing is left makes no call, also after it continues as new.
  const late = { run: { tokens: 2 }, before: [SAY], questions: [] };
  for (const continues of [false, true]) {
    expect(await ask({ ...late, children: [{ questions: [SAY], continues }] })).toEqual([
      'done',
      'exceeded tokens',
    ]);
  }
  const time = { run: { time: 300 }, questions: [], children: [{ questions: [script({ hang: true })] }] };
  expect(await ask(time)).toEqual(['exceeded time']);
  // The time of the parent passes while the child sleeps.
  const asleep = { run: { time: 300 }, questions: [], children: [{ sleepMs: 600, questions: [SAY] }] };
  expect(await ask(asleep)).toEqual(['exceeded time']);
  // Each run of the child inherits 20 tokens, and is stopped before it has used them.
  const chain = { questions: Array.from({ length: 10 }, () => SAY), repeats: 3 };
  const last = await ask({ run: { tokens: 20 }, questions: [], children: [chain] });
  expect(last.filter((answer) => answer === 'done').length).toBeLessThan(10);
});

verifies('agent.budget-siblings', async ({ executor }) => {
  const child = { questions: Array.from({ length: 20 }, () => SAY) };
  const family = { run: { tokens: 20 }, questions: [], children: [child, child, child] };
  const answers = await executor.executeWorkflow(spendInFamily, family);
  const done = answers.filter((answer) => answer === 'done');
  // Each child alone may use 20 tokens, in ten answers.
  expect(done.length).toBeGreaterThanOrEqual(10);
  expect(done.length).toBeLessThan(20);
});

verifies('agent.budget-time', async ({ executor }) => {
  const hanging = [script({ hang: true }), script({ call: [{ name: 'hang', arguments: {} }] })];
  const ofEach = { questions: hanging, params: { limit: { time: 300 } } };
  expect(outcomes(await executor.executeWorkflow(spend, ofEach))).toEqual(['exceeded time', 'exceeded time']);
  const ofRun = { questions: hanging, run: { time: 300 } };
  expect(outcomes(await executor.executeWorkflow(spend, ofRun))).toEqual(['exceeded time', 'exceeded time']);
});

verifies('agent.sampling-budget', async ({ executor }) => {
  const consult = { name: 'consult', arguments: { question: SAY } };
  const question = script({ call: [consult, consult, consult] }, { say: 'done' });
  const able = { servers: ['tools'], serverNames: ['tools'], sampling: true };
  const limit = { tokens: 5 };
  const rows = [{ params: { limit, parallelToolCalls: false } }, { agent: { limit } }, { run: limit }];
  for (const { agent = {}, ...row } of rows.map((each) => ({ agent: {}, ...each }))) {
    const { sampling, serverNames } = able;
    const asked = { questions: [question], agent: { sampling, serverNames, ...agent }, ...row };
    const handle = await executor.startWorkflow(spend, asked);
    expect(outcomes(await handle.result())).toEqual(['exceeded tokens']);
  }
  const transfer = { name: 'transfer_to_next', arguments: {} };
  // The first agent uses 2 tokens, and each sampling of the next one as many.
  const handedOver = script({ call: [transfer] }, { call: [consult, consult, consult] }, { recite: true });
  const told = await executor.executeWorkflow(handOverAndSample, { question: handedOver, limit });
  expect(told.match(/^tool: the model says done$/gm)).toHaveLength(3);
  const calls = [3, 3, 4].map((times) => ({ question: SAY, times }));
  expect(await executor.executeWorkflow(sampleWithin, { calls, limit })).toEqual([false, false, true]);
  const counted = await executor.startWorkflow(askAble, { question, servers: ['tools'], sampling: true });
  await counted.result();
  expect(await counted.query(tokenUsage)).toMatchObject({ calls: 5 });
});

verifies('agent.failed-usage', async ({ executor }) => {
  const retried = await executor.startWorkflow(askAble, { question: script({ say: 'done', failures: 2 }) });
  expect(await retried.result()).toBe('done');
  const spent = { calls: 1, failedCalls: 2, inputTokens: 181, outputTokens: 21 };
  expect(await retried.query(tokenUsage)).toMatchObject({ ...spent, children: [{ name: 'able', ...spent }] });
  const failed = await executor.startWorkflow(askAble, { question: script({ fail: 'wrong key' }) });
  await failed.result();
  expect(await failed.query(tokenUsage)).toMatchObject({ calls: 0, failedCalls: 1, inputTokens: 90 });
  const wasteful = [script({ say: 'done', failures: 1 }), SAY];
  const limited = await executor.executeWorkflow(spend, { questions: wasteful, run: { tokens: 50 } });
  expect(outcomes(limited)).toEqual(['done', 'exceeded tokens']);
});

verifies('agent.estimated-usage', async ({ executor }) => {
  const question = script({ say: 'x'.repeat(400), usage: 'none' });
  const handle = await executor.startWorkflow(askAgent, { question });
  await handle.result();
  const usage = await handle.query(tokenUsage);
  expect(usage).toMatchObject({ calls: 1, estimatedCalls: 1, outputTokens: 100 });
  expect(usage.inputTokens).toBeGreaterThanOrEqual(question.length / 4);
  const limited = { questions: [question, question], run: { tokens: 50 } };
  const [, second = ''] = outcomes(await executor.executeWorkflow(spend, limited));
  expect(second).toBe('exceeded tokens');
});
