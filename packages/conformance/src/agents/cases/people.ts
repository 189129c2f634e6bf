import { writeFile } from 'node:fs/promises';
import {
  humanInputAnswer,
  humanInputChange,
  humanInputRequests,
  nextHumanInput,
  type PendingHumanInput,
  tokenUsage,
  type WorkflowHandle,
} from '@mcp-agent/core';
import { until } from '@mcp-agent/testing/support';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { script } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askAble } from '../workflows/abilities.ts';
import { asksInChild, asksTwice, idle } from '../workflows/agents.ts';
import { lastLine, markCall } from './shared.ts';

export const people: Cases<AgentRequirementId> = new Cases();
const { verifies } = people;

async function pendingRequest(handle: WorkflowHandle<unknown>): Promise<PendingHumanInput> {
  let requests: readonly PendingHumanInput[] = [];
  await until('the workflow requests human input', async () => {
    // The query may fail before the first turn of the workflow.
    requests = await handle.query(humanInputRequests).catch(() => []);
    return requests.length > 0;
  });
  const [request] = requests;
  if (request === undefined) throw new Error('The workflow requests no human input.');
  return request;
}

const ASK = { name: '__human_input__', arguments: { prompt: 'Which colour?' } };

verifies('agent.person', async ({ executor }) => {
  const question = script({ call: [ASK] }, { recite: true });
  const handle = await executor.startWorkflow(askAble, { question, humanInput: true });
  const request = await pendingRequest(handle);
  expect(request).toMatchObject({ kind: 'input', agent: 'able', prompt: 'Which colour?' });
  // Answers of another kind and to another request are ignored.
  await handle.signal(humanInputAnswer, { id: request.id, kind: 'approval', approved: true });
  await handle.signal(humanInputAnswer, { id: 'another', kind: 'input', text: 'red' });
  await handle.signal(humanInputAnswer, { id: request.id, kind: 'input', text: 'blue' });
  expect(lastLine(await handle.result())).toBe('tool: blue');
  expect(await handle.query(humanInputRequests)).toEqual([]);
});

verifies('agent.person-timeout', async ({ executor }) => {
  const question = script({ call: [ASK] }, { recite: true });
  const answer = await executor.executeWorkflow(askAble, { question, humanInput: true, patience: '20ms' });
  expect(lastLine(answer)).toMatch(/no human answered/i);
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
  const first = await pendingRequest(handle);
  expect(first).toMatchObject({ kind: 'approval', tool: 'leave_mark', arguments: { text: 'first' } });
  expect(await marks(at)).toEqual([]);
  await handle.signal(humanInputAnswer, {
    id: first.id,
    kind: 'approval',
    approved: false,
    reason: 'too soon',
  });
  await until(
    'the second call requests approval',
    async () => (await pendingRequest(handle)).id !== first.id,
  );
  const second = await pendingRequest(handle);
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
  const request = await pendingRequest(handle);
  expect(request).toMatchObject({ kind: 'elicitation', server: 'tools', message: 'How old are you?' });
  const answer = { kind: 'elicitation', action: 'accept' } as const;
  // Invalid content is not sent to the server. The person receives the problem, and can answer again.
  await handle.signal(humanInputAnswer, { ...answer, id: request.id, content: { age: 'old' } });
  await until('the request is repeated', async () => (await pendingRequest(handle)).id !== request.id);
  const again = await pendingRequest(handle);
  expect(again).toMatchObject({ kind: 'elicitation', problem: expect.stringMatching(/age.*number/) });
  await handle.signal(humanInputAnswer, { ...answer, id: again.id, content: { age: 41 } });
  expect(lastLine(await handle.result())).toBe('tool: the person accept 41');
});

verifies('agent.next-human-input', async ({ executor }) => {
  const handle = await executor.startWorkflow(asksTwice);
  const prompts: string[] = [];
  for (
    let request = await nextHumanInput(handle);
    request !== undefined;
    request = await nextHumanInput(handle)
  ) {
    if (request.kind !== 'input') throw new Error('The request is not of the kind input.');
    prompts.push(request.prompt);
    await handle.signal(humanInputAnswer, {
      id: request.id,
      kind: 'input',
      text: request.prompt.toUpperCase(),
    });
  }
  expect(prompts).toEqual(['first', 'second']);
  expect(await handle.result()).toEqual(['FIRST', 'SECOND']);
});

/** Reads the human input requests of a workflow until it has ended, and answers those that are not to time out. */
async function followed(handle: WorkflowHandle, answered: boolean): Promise<string[]> {
  const seen: string[] = [];
  const prompts = new Map<string, string>();
  for await (const event of handle.follow()) {
    const change = humanInputChange(event);
    if (change === undefined) continue;
    const { id, request } = change;
    if (request?.kind === 'input') {
      prompts.set(id, request.prompt);
      seen.push(`${request.agent} asks ${request.prompt}`);
      expect(await handle.query(humanInputRequests)).toEqual(answered ? [request] : expect.anything());
      if (answered) await handle.signal(humanInputAnswer, { id, kind: 'input', text: 'yes' });
    } else seen.push(`closed ${prompts.get(id)}`);
  }
  return seen;
}

verifies('agent.follow', async ({ executor }) => {
  const handle = await executor.startWorkflow(asksTwice);
  const expected = ['asker asks first', 'closed first', 'asker asks second', 'closed second'];
  expect(await followed(handle, true)).toEqual(expected);
  const question = script({ call: [ASK] }, { recite: true });
  const impatient = await executor.startWorkflow(askAble, { question, humanInput: true, patience: '20ms' });
  const timedOut = ['able asks Which colour?', 'closed Which colour?'];
  expect(await followed(impatient, false)).toEqual(timedOut);
  const cancelled = await executor.startWorkflow(askAble, { question, humanInput: true });
  await pendingRequest(cancelled);
  await cancelled.cancel();
  expect(await followed(cancelled, false)).toEqual(timedOut);
});

verifies('agent.follow-child', async ({ executor, id }) => {
  const childId = id();
  const parent = await executor.startWorkflow(asksInChild, { childId });
  const child = executor.getHandle(childId);
  await until('the child runs', async () => (await child.describe().catch(() => undefined)) !== undefined);
  expect(await followed(child, true)).toHaveLength(4);
  expect(await followed(parent, true)).toEqual([]);
  expect(await parent.result()).toEqual(['yes', 'yes']);
});

verifies('agent.built-in', async ({ executor }) => {
  const handle = await executor.startWorkflow(idle);
  expect(await handle.query(humanInputRequests)).toEqual([]);
  expect(await handle.query(tokenUsage)).toMatchObject({
    kind: 'run',
    name: 'conformance.idle',
    calls: 0,
    inputTokens: 0,
    outputTokens: 0,
    cost: 0,
    children: [],
  });
  await handle.terminate();
});

/** Answers the form that a workflow shows: first with a wrong count, then with a right one. */
async function fillIn(handle: WorkflowHandle<unknown>, message: string): Promise<void> {
  const first = await pendingRequest(handle);
  expect(first).toMatchObject({ kind: 'elicitation', server: 'desk', message });
  const answer = { kind: 'elicitation', action: 'accept' } as const;
  // Invalid content is not sent to the server. The person receives the problem, and can answer again.
  await handle.signal(humanInputAnswer, { ...answer, id: first.id, content: { count: 0 } });
  await until('the form is shown again', async () => (await pendingRequest(handle)).id !== first.id);
  const again = await pendingRequest(handle);
  expect(again).toMatchObject({ kind: 'elicitation', message, problem: expect.stringMatching(/count/) });
  await handle.signal(humanInputAnswer, { ...answer, id: again.id, content: { count: 2 } });
}

const AT_DESK = { servers: ['desk'], elicitation: 'person' } as const;

verifies('agent.question', async ({ executor, file, marks }) => {
  const at = file();
  const question = script({ call: [{ name: 'order', arguments: { file: at } }] }, { recite: true });
  const handle = await executor.startWorkflow(askAble, { question, ...AT_DESK });
  await pendingRequest(handle);
  // The call has ended: nothing waits on a worker or at the server.
  const calls = (await handle.history()).filter(({ name }) => name === 'mcp.call_tool');
  expect(calls).toMatchObject([{ status: 'completed' }]);
  await fillIn(handle, 'How many?');
  expect(lastLine(await handle.result())).toBe('tool: order 1: 2 red');
  expect(await marks(at)).toEqual(['asked ', 'ordered']);
});

verifies('agent.question-sampling', async ({ executor }) => {
  const consult = { name: 'consult', arguments: { question: script({ say: 'forty-two' }), times: 2 } };
  const question = script({ call: [consult] }, { recite: true });
  const sampling = { question, servers: ['desk'], sampling: true };
  expect(lastLine(await executor.executeWorkflow(askAble, sampling))).toBe('tool: the model says forty-two');
  const limited = { ...sampling, params: { limit: { tokens: 3 } } };
  expect(await executor.executeWorkflow(askAble, limited)).toMatchObject({ code: 'BUDGET_EXCEEDED' });
  const endless = { name: 'consult', arguments: { question: script({ say: 'again' }), times: 1_000 } };
  const asked = { ...sampling, question: script({ call: [endless] }, { recite: true }) };
  expect(lastLine(await executor.executeWorkflow(askAble, asked))).toMatch(
    /^tool failed: .*asked more than 20 times/,
  );
});

verifies('agent.task', async ({ executor, file, marks }) => {
  const at = file();
  const done = file();
  const render = { name: 'render', arguments: { file: at, until: done, ask: true } };
  const question = script({ call: [render] }, { recite: true });
  const handle = await executor.startWorkflow(askAble, { question, ...AT_DESK });
  await fillIn(handle, 'How many frames?');
  await until('the task has its answer', async () => (await marks(at)).includes('answer 2'));
  await writeFile(done, '');
  expect(lastLine(await handle.result())).toBe('tool: rendered answer 2');
  expect(await marks(at)).toEqual(['started', 'answer 2']);
});

verifies('agent.task-cancelled', async ({ executor, file, marks }) => {
  const at = file();
  const question = script({ call: [{ name: 'render', arguments: { file: at, until: file() } }] });
  const handle = await executor.startWorkflow(askAble, { question, servers: ['desk'] });
  await until('the task runs', async () => (await marks(at)).includes('started'));
  const following = async (): Promise<boolean> =>
    (await handle.history()).some(({ name }) => name === 'mcp.follow_task');
  await until('the task is followed', following);
  await handle.cancel();
  expect(await handle.result()).toMatchObject({ code: 'CANCELLED' });
  expect(await marks(at)).toEqual(['started', 'cancelled']);
});
