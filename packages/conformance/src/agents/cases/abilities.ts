import { Agent } from '@mcp-agent/core';
import {
  errorFromData,
  NoWorkflowError,
  StructuredOutputError,
  TurnLimitError,
} from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import {
  askAble,
  askForCities,
  askForCity,
  delegate,
  handOver,
  readStream,
  streamCity,
} from '../workflows/abilities.ts';
import { awaitsRequestLate } from '../workflows/agents.ts';
import { lastLine, markCall, failureOf } from './shared.ts';

export const abilities: Cases<AgentRequirementId> = new Cases();
const { verifies } = abilities;

verifies('agent.function', async ({ executor, file, marks }) => {
  const at = file();
  const handle = await executor.startWorkflow(askAble, {
    question: script({ call: [markCall(at, 'once')] }, { recite: true }),
    functions: ['leave_mark'],
  });
  expect(lastLine(await handle.result())).toBe('tool: {"left":"once"}');
  expect(await marks(at)).toEqual(['once']);
  expect((await handle.history()).map(({ name }) => name)).toContain('tool.leave_mark');
});

verifies('agent.function-failure', async ({ executor, file, marks }) => {
  const at = file();
  const call = [markCall(at, 'fail'), { name: 'stubborn', arguments: {} }];
  const question = script({ call }, { recite: true });
  const answer = await executor.executeWorkflow(askAble, {
    question,
    functions: ['leave_mark', 'stubborn'],
  });
  expect(typeof answer === 'string' ? answer.split('\n').slice(-2) : answer).toEqual([
    'tool failed: The tool failed: out of ink',
    'tool: attempt 2',
  ]);
  expect(await marks(at)).toEqual(['fail']);
});

verifies('agent.function-arguments', async ({ executor, file, marks }) => {
  const at = file();
  const call = [{ name: 'leave_mark', arguments: { file: at, text: 7 } }];
  const question = script({ call }, { recite: true });
  const answer = await executor.executeWorkflow(askAble, { question, functions: ['leave_mark'] });
  expect(lastLine(answer)).toMatch(/^tool failed: .*not called.*text/);
  expect(await marks(at)).toEqual([]);
});

verifies('agent.structured', async ({ executor }) => {
  const question = script({ say: 'Paris' }, { say: '{"city": 75}' }, { say: '{"city": "Paris"}' });
  const answer = await executor.executeWorkflow(askForCity, { question });
  if (!('city' in answer)) throw errorFromData(answer);
  expect(answer.city).toBe('Paris');
  expect(answer.repairs).toHaveLength(2);
  expect(answer.repairs[0]).toContain('not JSON');
  expect(answer.repairs[1]).toMatch(/city.*string/);
});

verifies('agent.structured-misfit', async ({ executor }) => {
  const question = script({ say: '{"town": "Paris"}' });
  const failure = failureOf(await executor.executeWorkflow(askForCity, { question, maxRepairs: 1 }));
  expect(failure).toBeInstanceOf(StructuredOutputError);
  expect(failure).toMatchObject({
    text: '{"town": "Paris"}',
    message: expect.stringMatching(/after 1 repair.*city/),
  });
});

verifies('agent.structured-turns', async ({ executor, file }) => {
  const [bad, good] = [{ say: 'Paris' }, { say: '{"city": "Paris"}' }];
  const question = script(bad, bad, good);
  for (const onTurnLimit of ['fail', 'answer'] as const) {
    const answer = await executor.executeWorkflow(askForCity, { question, maxIterations: 1, onTurnLimit });
    expect(answer).toMatchObject({ city: 'Paris' });
  }
  // The model rejects a conversation that services reject.
  const last = { question: script(bad, { call: [markCall(file(), 'x')] }, bad, good), maxIterations: 1 };
  const answer = await executor.executeWorkflow(askForCity, { ...last, onTurnLimit: 'answer' });
  expect(answer).toMatchObject({ city: 'Paris' });
  expect(failureOf(await executor.executeWorkflow(askForCity, last))).toBeInstanceOf(TurnLimitError);
});

verifies('agent.structured-text', async ({ executor }) => {
  const thinking = '<think>\nIs it {"city": "London"}?\n</think>\n\n';
  const fenced = 'Here it is:\n\n```json\n{"city": "Paris"}\n```\n\nAnything else?';
  for (const say of [`${thinking}{"city": "Paris"}`, `It is {"city": "Paris"}.`, fenced, thinking + fenced]) {
    const answer = await executor.executeWorkflow(askForCity, { question: script({ say }) });
    expect(answer).toEqual({ city: 'Paris', repairs: [] });
  }
  const question = script({ say: '{"place": {"city": "London"}' }, { say: '{"city": "Paris"}' });
  const answer = await executor.executeWorkflow(askForCity, { question });
  expect(answer).toEqual({
    city: 'Paris',
    repairs: [expect.stringContaining('before its JSON is complete')],
  });
});

verifies('agent.structured-list', async ({ executor }) => {
  const question = script({ say: '{"value": [1]}' }, { say: '{"value": ["Paris", "Rome"]}' });
  const input = { question, count: script({ say: '```json\n2\n```' }) };
  const { cities, count } = await executor.executeWorkflow(askForCities, input);
  expect({ cities, count }).toEqual({ cities: ['Paris', 'Rome'], count: 2 });
});

verifies('agent.structured-truncated', async ({ executor }) => {
  const say = '{"city": "Par';
  const handle = await executor.startWorkflow(askForCity, { question: script({ say, stop: 'max_tokens' }) });
  const failure = failureOf(await handle.result());
  expect(failure).toBeInstanceOf(StructuredOutputError);
  expect(failure).toMatchObject({
    truncated: true,
    text: say,
    message: expect.stringContaining('maxTokens'),
  });
  expect(await handle.history()).toHaveLength(1);
  const repaired = script({ say: 'Paris' }, { say, stop: 'max_tokens' });
  const later = failureOf(await executor.executeWorkflow(askForCity, { question: repaired }));
  expect(later).toMatchObject({ truncated: true });
  const whole = script({ say: '{"city": "Paris"}', stop: 'max_tokens' });
  expect(await executor.executeWorkflow(askForCity, { question: whole })).toMatchObject({ city: 'Paris' });
});

verifies('agent.structured-stream', async ({ executor }) => {
  const question = script({ write: ['{"city"', ': "Rom'] }, { write: ['{"city": "Pa', 'ris', '"}'] });
  const { events, answer } = await executor.executeWorkflow(streamCity, { question });
  expect(answer).toEqual({ city: 'Paris' });
  const restart = events.findIndex(({ type }) => type === 'restart');
  const partials = events.flatMap((event, index) => (event.type === 'partial' ? [{ index, ...event }] : []));
  expect(partials.findLast(({ index }) => index < restart)?.value).toEqual({ city: 'Rom' });
  const after = partials.filter(({ index }) => index > restart);
  expect(after.at(-1)?.value).toEqual({ city: 'Paris' });
  expect(after.every(({ value: { city = '' } }) => 'Paris'.startsWith(city))).toBe(true);
});

const PIECES = ['Once ', 'upon ', 'a ', 'time.'];

verifies('agent.stream', async ({ executor }) => {
  const ADD = { name: 'add', arguments: { left: 2, right: 3 } };
  const question = script({ call: [ADD] }, { write: PIECES });
  const { events, answer } = await executor.executeWorkflow(readStream, { question, servers: ['tools'] });
  expect(answer).toBe('Once upon a time.');
  const text = events.filter((event) => event.type === 'text');
  expect(text.map(({ delta }) => delta).join('')).toBe('Once upon a time.');
  const types = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
  expect(types.join(' ')).toBe('message usage tool_call tool_result text message usage');
});

verifies('agent.stream-restart', async ({ executor }) => {
  const question = script({ write: PIECES, failures: 1 });
  const { events, answer } = await executor.executeWorkflow(readStream, { question });
  expect(answer).toBe('Once upon a time.');
  const restart = events.findIndex(({ type }) => type === 'restart');
  expect(restart).toBeGreaterThan(0);
  const after = events.slice(restart).filter((event) => event.type === 'text');
  expect(after.map(({ delta }) => delta).join('')).toBe('Once upon a time.');
});

verifies('agent.stream-stopped', async ({ executor }) => {
  const question = script({ write: PIECES, failures: 1, retryAfterMs: 600_000 });
  const { events, answer } = await executor.executeWorkflow(readStream, { question, stopAfter: 1 });
  expect(answer).toBe('stopped');
  expect(events.map(({ type }) => type)).toEqual(['text']);
});

verifies('agent.agent-tool', async ({ executor }) => {
  const helper = { name: 'helper', arguments: { request: script({ recite: true }) } };
  const misused = { name: 'helper', arguments: { wish: 'help' } };
  const question = script({ call: [misused, helper] }, { recite: true });
  const answer = await executor.executeWorkflow(delegate, { question });
  expect(answer).toContain('tool: system: Help.\nuser');
  expect(answer).toMatch(/tool failed: .*request/);
});

verifies('agent.handoff', async ({ executor }) => {
  const transfer = { name: 'transfer_to_second', arguments: {} };
  const { answers, speaker } = await executor.executeWorkflow(handOver, {
    questions: [script({ call: [transfer] }, { recite: true }), script({ recite: true })],
  });
  const [first = '', second = ''] = answers;
  expect(first.split('\n').slice(0, 2)).toEqual(['system: You are the second.', 'user']);
  expect(first).not.toContain('You are the first.');
  expect(second.startsWith(first)).toBe(true);
  expect(speaker).toBe('second');
});

verifies('agent.late-await', async ({ executor }) => {
  expect(await executor.executeWorkflow(awaitsRequestLate)).toBe('ACTIVITY_FAILED');
});

verifies('agent.no-workflow', async () => {
  const outside = new Agent({ name: 'outside', serverNames: ['tools'] });
  expect(NoWorkflowError.isInstance(await errorOf(outside.listTools()))).toBe(true);
});
