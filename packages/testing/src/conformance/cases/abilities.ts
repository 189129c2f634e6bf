import {
  humanInputAnswer,
  type PendingHumanInput,
  humanInputRequests,
  readUsage,
  tokenUsage,
  type WorkflowHandle,
} from '@mcp-agent/core';
import {
  BudgetExceededError,
  type ErrorData,
  errorFromData,
  StructuredOutputError,
} from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { Cases, until } from '../kit.ts';
import { script } from '../model.ts';
import { askAble, askForCity, delegate, family, handOver, listen } from '../workflows/abilities.ts';

export const abilities: Cases = new Cases();
const { verifies } = abilities;

function lastLine(answer: string | ErrorData): string | undefined {
  if (typeof answer !== 'string') throw errorFromData(answer);
  return answer.split('\n').at(-1);
}

function failureOf(answer: string | ErrorData | { readonly city: string }): Error {
  if (typeof answer === 'object' && 'code' in answer) return errorFromData(answer);
  throw new Error(`It should have failed, and gave ${JSON.stringify(answer)}.`);
}

function markCall(file: string, text: string): { name: string; arguments: { file: string; text: string } } {
  return { name: 'leave_mark', arguments: { file, text } };
}

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
  expect(answer.told).toHaveLength(2);
  expect(answer.told[0]).toContain('not JSON');
  expect(answer.told[1]).toMatch(/city.*string/);
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

const PIECES = ['Once ', 'upon ', 'a ', 'time.'];

verifies('agent.stream', async ({ executor }) => {
  const ADD = { name: 'add', arguments: { left: 2, right: 3 } };
  const question = script({ call: [ADD] }, { write: PIECES });
  const { events, answer } = await executor.executeWorkflow(listen, { question, servers: ['tools'] });
  expect(answer).toBe('Once upon a time.');
  const text = events.filter((event) => event.type === 'text');
  expect(text.map(({ delta }) => delta).join('')).toBe('Once upon a time.');
  const types = events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
  expect(types.join(' ')).toBe('message usage tool_call tool_result text message usage');
});

verifies('agent.stream-restart', async ({ executor }) => {
  const question = script({ write: PIECES, failures: 1 });
  const { events, answer } = await executor.executeWorkflow(listen, { question });
  expect(answer).toBe('Once upon a time.');
  const restart = events.findIndex(({ type }) => type === 'restart');
  expect(restart).toBeGreaterThan(0);
  const after = events.slice(restart).filter((event) => event.type === 'text');
  expect(after.map(({ delta }) => delta).join('')).toBe('Once upon a time.');
});

verifies('agent.stream-stopped', async ({ executor }) => {
  const question = script({ write: PIECES, failures: 1, retryAfterMs: 600_000 });
  const { events, answer } = await executor.executeWorkflow(listen, { question, stopAfter: 1 });
  expect(answer).toBe('stopped');
  expect(events.map(({ type }) => type)).toEqual(['text']);
});

async function asked(handle: WorkflowHandle<unknown>): Promise<PendingHumanInput> {
  let requests: readonly PendingHumanInput[] = [];
  await until('a person is asked', async () => {
    // Until the workflow has made its agent, it knows no such query.
    requests = await handle.query(humanInputRequests).catch(() => []);
    return requests.length > 0;
  });
  const [request] = requests;
  if (request === undefined) throw new Error('Nobody is asked.');
  return request;
}

const ASK = { name: '__human_input__', arguments: { prompt: 'Which colour?' } };

verifies('agent.person', async ({ executor }) => {
  const question = script({ call: [ASK] }, { recite: true });
  const handle = await executor.startWorkflow(askAble, { question, humanInput: true });
  const request = await asked(handle);
  expect(request).toMatchObject({ kind: 'input', agent: 'able', prompt: 'Which colour?' });
  // Neither of another kind nor for another question: those are passed over.
  await handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved: true });
  await handle.signal(humanInputAnswer, { id: 'another', kind: 'input', text: 'red' });
  await handle.signal(humanInputAnswer, { id: request.id, kind: 'input', text: 'blue' });
  expect(lastLine(await handle.result())).toBe('tool: blue');
  expect(await handle.query(humanInputRequests)).toEqual([]);
});

verifies('agent.person-timeout', async ({ executor }) => {
  const question = script({ call: [ASK] }, { recite: true });
  const answer = await executor.executeWorkflow(askAble, { question, humanInput: true, patience: '20ms' });
  expect(lastLine(answer)).toMatch(/nobody answered/i);
});

verifies('agent.approval', async ({ executor, file, marks }) => {
  const at = file();
  const question = script(
    { call: [markCall(at, 'first')] },
    { call: [markCall(at, 'second')] },
    { recite: true },
  );
  const handle = await executor.startWorkflow(askAble, {
    question,
    functions: ['leave_mark'],
    approve: ['leave_*'],
  });
  const first = await asked(handle);
  expect(first).toMatchObject({ kind: 'approval', tool: 'leave_mark', arguments: { text: 'first' } });
  expect(await marks(at)).toEqual([]);
  await handle.signal(humanInputAnswer, {
    id: first.id,
    kind: 'approval',
    approved: false,
    reason: 'too soon',
  });
  await until('the second call waits', async () => (await asked(handle)).id !== first.id);
  const second = await asked(handle);
  await handle.signal(humanInputAnswer, { id: second.id, kind: 'approval', approved: true });
  const answer = await handle.result();
  expect(answer).toMatch(/tool failed: .*too soon/);
  expect(lastLine(answer)).toBe('tool: {"left":"second"}');
  expect(await marks(at)).toEqual(['second']);
});

verifies('agent.sampling', async ({ executor }) => {
  const consult = { name: 'consult', arguments: { question: script({ say: 'forty-two' }) } };
  const question = script({ call: [consult] }, { recite: true });
  const answer = await executor.executeWorkflow(askAble, { question, servers: ['tools'], sampling: true });
  expect(lastLine(answer)).toBe('tool: the model says forty-two');
});

verifies('agent.elicitation', async ({ executor }) => {
  const question = script({ call: [{ name: 'ask_person', arguments: {} }] }, { recite: true });
  const handle = await executor.startWorkflow(askAble, {
    question,
    servers: ['tools'],
    elicitation: 'person',
  });
  const request = await asked(handle);
  expect(request).toMatchObject({ kind: 'elicitation', server: 'tools', message: 'How old are you?' });
  const answer = { kind: 'elicitation', action: 'accept' } as const;
  // What does not fit the form is never sent to the server: the person is told, and asked again.
  await handle.signal(humanInputAnswer, { ...answer, id: request.id, content: { age: 'old' } });
  await until('the person is asked again', async () => (await asked(handle)).id !== request.id);
  const again = await asked(handle);
  expect(again).toMatchObject({ kind: 'elicitation', problem: expect.stringMatching(/age.*number/) });
  await handle.signal(humanInputAnswer, { ...answer, id: again.id, content: { age: 41 } });
  expect(lastLine(await handle.result())).toBe('tool: the person accept 41');
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
  const usage = await readUsage(executor, handle.workflowId);
  expect(usage).toMatchObject({ kind: 'run', name: 'conformance.family', calls: 2, outputTokens: 2 });
  expect(usage.children.map(({ kind, name, calls }) => [kind, name, calls])).toEqual([
    ['run', 'conformance.askAble', 1],
    ['run', 'conformance.askAble', 1],
  ]);
});
