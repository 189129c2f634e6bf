import { type ErrorData, errorFromData, InvalidArgumentError } from '@mcp-agent/core/errors';
import type { RequestParams } from '@mcp-agent/core';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { type Report, script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAble } from '../workflows/abilities.ts';
import { askAgent } from '../workflows/agents.ts';
import { askAtOnce, askItself, delegateWithin, handOverAside, tryParams } from '../workflows/loop.ts';
import { failureOf, lastLine, markCall } from './shared.ts';

export const loop: Cases<AgentRequirementId> = new Cases();
const { verifies } = loop;

const ADD = { name: 'add', arguments: { left: 2, right: 3 } };

function reportOf(answer: string | ErrorData): Report {
  if (typeof answer !== 'string') throw errorFromData(answer);
  return JSON.parse(answer);
}

verifies('agent.made-up-tool', async ({ executor }) => {
  const names = ['functions.add', '', 'x'.repeat(300), 'add two numbers', 'größe/☂'];
  const call = names.map((name) => ({ ...ADD, name, id: '' }));
  const question = script({ call }, { recite: true });
  // The model rejects names and ids that services reject.
  const { answer, history } = await executor.executeWorkflow(askAgent, { question, servers: ['tools'] });
  const results = answer.split('\n').filter((line) => line.startsWith('tool failed: '));
  expect(results).toHaveLength(names.length);
  for (const result of results) expect(result).toMatch(/no tool named.*Your tools: .*add/);
  expect(results[0]).toContain('Did you mean "add"?');
  const calls = history.flatMap((message) => (message.role === 'assistant' ? message.toolCalls : []));
  expect(calls.map(({ originalName }) => originalName?.slice(0, 30))).toEqual(
    names.map((name) => name.slice(0, 30)),
  );
});

verifies('agent.agent-tool-limit', async ({ executor, file }) => {
  const endless = script({ call: [markCall(file(), 'x')] });
  const question = script({ call: [{ name: 'helper', arguments: { request: endless } }] }, { recite: true });
  const turns = await executor.executeWorkflow(delegateWithin, { question, params: { maxIterations: 2 } });
  expect(lastLine(turns)).toMatch(/tool failed: .*helper.*2 turns/);
  const ofCall = { question, params: { limit: { tokens: 3 } } };
  expect(lastLine(await executor.executeWorkflow(delegateWithin, ofCall))).toMatch(/tool failed: .*3 tokens/);
  const ofAgent = { question, params: {}, limit: { tokens: 3 } };
  expect(lastLine(await executor.executeWorkflow(delegateWithin, ofAgent))).toMatch(
    /tool failed: .*3 tokens/,
  );
  const unreachable = script({
    call: [{ name: 'helper', arguments: { request: script({ fail: 'wrong key' }) } }],
  });
  const failure = failureOf(
    await executor.executeWorkflow(delegateWithin, { question: unreachable, params: {} }),
  );
  expect(failure.message).toContain('wrong key');
});

verifies('agent.history-handoff', async ({ executor }) => {
  const transfer = { name: 'transfer_to_other', arguments: {} };
  const aside = script({ call: [transfer] }, { recite: true });
  const questions: [string, string, string] = [script({ say: 'one' }), aside, script({ recite: true })];
  const { answers, speaker } = await executor.executeWorkflow(handOverAside, { questions });
  expect(answers[1]).toContain('system: You are the other.');
  expect(answers[2]?.split('\n')).toEqual(['system: You are the first.', 'user', 'assistant: one', 'user']);
  expect(speaker).toBe('first');
});

verifies('agent.queue', async ({ executor, file }) => {
  const first = script({ call: [markCall(file(), 'x')] }, { say: 'first' });
  const questions = [first, script({ say: 'second' }), script({ recite: true })];
  const answers = await executor.executeWorkflow(askAtOnce, { questions, useHistory: true });
  const lines = [
    'user',
    'assistant: ',
    'tool: {"left":"x"}',
    'assistant: first',
    'user',
    'assistant: second',
    'user',
  ];
  expect(answers[2]?.split('\n')).toEqual(lines);
  const aside = await executor.executeWorkflow(askAtOnce, { questions, useHistory: false });
  expect(aside).toEqual(['first', 'second', 'user']);
});

verifies('agent.queue-cancelled', async ({ executor, file }) => {
  const first = script({ call: [markCall(file(), 'x')] }, { say: 'first' });
  const questions = [first, script({ say: 'never' }), script({ recite: true })];
  const answers = await executor.executeWorkflow(askAtOnce, { questions, cancelled: 1, useHistory: true });
  expect(answers.slice(0, 2)).toEqual(['first', null]);
  const lines = ['user', 'assistant: ', 'tool: {"left":"x"}', 'assistant: first', 'user'];
  expect(answers[2]?.split('\n')).toEqual(lines);
});

verifies('agent.queue-itself', async ({ executor }) => {
  const question = script({ call: [{ name: 'ask', arguments: {} }] }, { recite: true });
  const waits = await executor.executeWorkflow(askItself, { question, useHistory: true });
  expect(lastLine(waits)).toBe('tool: INVALID_ARGUMENT');
  const aside = await executor.executeWorkflow(askItself, { question, useHistory: false });
  expect(lastLine(aside)).toBe('tool: inner');
});

verifies('agent.last-answer', async ({ executor }) => {
  const params = { maxIterations: 2, onTurnLimit: 'answer' } as const;
  const question = script({ call: [ADD] }, { call: [ADD] }, { report: true });
  const answer = await executor.executeWorkflow(askAble, { question, servers: ['tools'], params });
  const report = reportOf(answer);
  expect(report.params['toolChoice']).toBe('none');
  expect(report.last).toMatch(/^5\n.*cannot call more tools/);
});

verifies('agent.pause', async ({ executor }) => {
  const question = script({ say: 'one, ', stop: 'pause' }, { say: 'two, ', stop: 'pause' }, { say: 'three' });
  expect(await executor.executeWorkflow(askAble, { question })).toBe('one, two, three');
});

verifies('agent.tool-choice', async ({ executor }) => {
  const reports = script({ report: true, call: [ADD] }, { report: true });
  const ask = (toolChoice: RequestParams['toolChoice']): object => ({ params: { toolChoice } });
  for (const toolChoice of ['required', { tool: 'add' }] as const) {
    const asked = { question: reports, servers: ['tools'], ...ask(toolChoice) };
    const { history } = await executor.executeWorkflow(askAgent, asked);
    const answers = history.flatMap((message) => (message.role === 'assistant' ? [message.text] : []));
    expect(answers.map((text) => reportOf(text).params['toolChoice'])).toEqual([toolChoice, undefined]);
  }
  const question = script({ say: 'never' });
  const toolless = await executor.executeWorkflow(askAble, { question, ...ask('required') });
  expect(failureOf(toolless)).toBeInstanceOf(InvalidArgumentError);
  const unknown = { question, servers: ['tools'], ...ask({ tool: 'ad' }) };
  expect(failureOf(await executor.executeWorkflow(askAble, unknown)).message).toContain(
    'Did you mean "add"?',
  );
});

verifies('agent.params', async ({ executor }) => {
  const rows: [object, RegExp][] = [
    [{ max_tokens: 5 }, /maxTokens/],
    [{ temprature: 1 }, /temperature/],
    [{ maxTokens: -1 }, /maxTokens is -1/],
    [{ maxIterations: 0 }, /maxIterations is 0/],
    [{ limit: { token: 5 } }, /tokens/],
  ];
  for (const [params, message] of rows) {
    const failures = await executor.executeWorkflow(tryParams, { params });
    expect(failures.map(({ code }) => code)).toEqual(Array(6).fill('INVALID_ARGUMENT'));
    for (const failure of failures) expect(failure.message).toMatch(message);
  }
});
