import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { CANCEL_TASK, FOLLOW_TASK } from '@mcp-agent/core/host';
import {
  CancelTaskRequestV2Schema,
  CreateTaskResultV2Schema,
  GetTaskRequestV2Schema,
  GetTaskResultV2Schema,
  hasTaskClientCapabilityV2,
  UpdateTaskRequestV2Schema,
} from '@modelcontextprotocol/ext-tasks/core/v2';
import { describe, expect, test } from 'vitest';
import { pollDelay } from './activities/poll-delay.ts';
import { callTool, failureOf, hostWith, run } from './fixtures/harness.ts';
import { scripted, task } from './fixtures/modern-tasks.ts';
import { type OldTask, oldTasks } from './fixtures/old-tasks.ts';
import { serve } from './fixtures/serve.ts';

const server = 'artist';
const FOLLOW: JsonObject = { server, tool: 'draw', taskId: 't1', toolCallId: 'call_1' };
const answers = { agent: 'ann', sampling: false, elicitation: true };
const text = (words: string): { content: { type: 'text'; text: string }[] } => ({
  content: [{ type: 'text', text: words }],
});

describe('a server of 2026-07-28', () => {
  test('a call that becomes a task returns its id, and is followed with messages of the standard', async () => {
    const artist = await scripted({ ...task('working'), resultType: 'task' });
    expect(CreateTaskResultV2Schema.safeParse(artist.call).success).toBe(true);
    const host = hostWith({ artist: { url: artist.url } });
    expect(await callTool(host, { server, tool: 'draw' })).toEqual({ task: { id: 't1' } });
    artist.task = task('working', { statusMessage: 'half done' });
    expect(GetTaskResultV2Schema.safeParse({ ...artist.task, resultType: 'complete' }).success).toBe(true);
    const heartbeats: JsonValue[] = [];
    const log: string[] = [];
    const look = { heartbeats, log };
    expect(await failureOf(run(host, FOLLOW_TASK, FOLLOW, look))).toMatchObject({
      code: 'NOT_READY',
      nextRetryDelayMs: 700,
      message: expect.stringContaining('half done'),
    });
    const [heartbeatDetails = null] = heartbeats;
    await failureOf(run(host, FOLLOW_TASK, FOLLOW, { ...look, attempt: 2, heartbeatDetails }));
    // The same message is logged once.
    expect(log).toEqual(['info: Tool "draw": half done']);
    artist.task = task('completed', { result: text('drawn') });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({
      role: 'tool',
      toolCallId: 'call_1',
      isError: false,
      ...text('drawn'),
    });
    await run(host, CANCEL_TASK, { server, taskId: 't1' });
    const [call, get] = artist.received;
    expect(hasTaskClientCapabilityV2(call?.['params'])).toBe(true);
    expect(hasTaskClientCapabilityV2(get?.['params'])).toBe(true);
    expect(GetTaskRequestV2Schema.safeParse(get).success).toBe(true);
    expect(CancelTaskRequestV2Schema.safeParse(artist.received.at(-1)).success).toBe(true);
    expect(artist.headers.at(-1)).toMatchObject({ 'mcp-method': 'tasks/cancel', 'mcp-name': 't1' });
  });

  test('a task whose ID is a number is followed, and one without an ID is an unknown outcome', async () => {
    const artist = await scripted({ resultType: 'task', status: 'working', taskId: 7 });
    const host = hostWith({ artist: { url: artist.url } });
    expect(await callTool(host, { server, tool: 'draw' })).toEqual({ task: { id: '7' } });
    artist.call = { resultType: 'task', status: 'working' };
    expect(await failureOf(callTool(host, { server, tool: 'draw' }))).toMatchObject({
      code: 'TOOL_OUTCOME_UNKNOWN',
      message: expect.stringContaining('a task without a taskId'),
    });
  });

  test('the model receives why a task failed, in whatever form the server says it', async () => {
    const artist = await scripted({});
    const host = hostWith({ artist: { url: artist.url } });
    for (const error of ['out of ink', { code: -32_000, message: 'out of ink' }]) {
      artist.task = task('failed', { error });
      expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({
        isError: true,
        ...text('The task of tool "draw" failed: out of ink'),
      });
    }
  });

  test('a task asks, and each answer is sent once', async () => {
    const artist = await scripted({});
    const host = hostWith({ artist: { url: artist.url } });
    const schema = { type: 'object', properties: { count: { type: 'integer' } } };
    const ask = { method: 'elicitation/create', params: { message: 'How many?', requestedSchema: schema } };
    artist.task = task('input_required', { inputRequests: { count: ask } });
    const follow = { ...FOLLOW, answers };
    expect(await run(host, FOLLOW_TASK, follow)).toEqual({
      inputRequired: {
        questions: [
          {
            key: 'count',
            kind: 'elicitation',
            request: { mode: 'form', server, message: 'How many?', schema },
          },
        ],
      },
    });
    const answer = (count: JsonValue): JsonObject => ({
      ...follow,
      answered: ['count'],
      given: [
        { key: 'count', kind: 'elicitation', answer: { action: 'accept', content: { count } }, schema },
      ],
    });
    const sent = artist.received.length;
    expect(await run(host, FOLLOW_TASK, answer('many'))).toMatchObject({ invalidInput: [{ key: 'count' }] });
    expect(artist.received).toHaveLength(sent);
    // The server has not processed the answer yet: the question is not asked again.
    const heartbeats: JsonValue[] = [];
    expect(await failureOf(run(host, FOLLOW_TASK, answer(4), { heartbeats }))).toMatchObject({
      code: 'NOT_READY',
    });
    const heartbeatDetails = heartbeats.at(-1) ?? null;
    await failureOf(run(host, FOLLOW_TASK, answer(4), { attempt: 2, heartbeatDetails }));
    const updates = artist.received.filter(({ method }) => method === 'tasks/update');
    expect(updates).toHaveLength(1);
    expect(UpdateTaskRequestV2Schema.safeParse(updates[0]).success).toBe(true);
    expect(updates[0]).toMatchObject({
      params: { taskId: 't1', inputResponses: { count: { action: 'accept', content: { count: 4 } } } },
    });
  });

  test.each([
    [
      'failed',
      { error: { code: -32603, message: 'out of ink' } },
      'The task of tool "draw" failed: out of ink',
    ],
    ['cancelled', { statusMessage: 'closed' }, 'The server cancelled the task of tool "draw": closed'],
  ])('the model receives that a task was %s', async (status, more, told) => {
    const artist = await scripted({});
    artist.task = task(status, more);
    const host = hostWith({ artist: { url: artist.url } });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({ isError: true, ...text(told) });
  });

  test('a result that is not one of a tool is shown as it is', async () => {
    const artist = await scripted({});
    artist.task = task('completed', { result: { content: 'drawn' } });
    const host = hostWith({ artist: { url: artist.url } });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject(text('{"content":"drawn"}'));
  });

  test('a task that completed without a result is a failure that the model learns', async () => {
    const artist = await scripted({});
    artist.task = task('completed');
    const host = hostWith({ artist: { url: artist.url } });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({
      isError: true,
      ...text('The task of tool "draw" completed without a result.'),
    });
  });

  test('a task that its server does not know has an unknown outcome', async () => {
    const artist = await scripted({});
    const host = hostWith({ artist: { url: artist.url } });
    expect(await failureOf(run(host, FOLLOW_TASK, FOLLOW))).toMatchObject({
      code: 'TOOL_OUTCOME_UNKNOWN',
      nonRetryable: true,
      message: expect.stringContaining('does not know its task'),
    });
  });

  test('a server that is away is asked again, and given up after about a day', async () => {
    const artist = await scripted({});
    await artist.close();
    const host = hostWith({ artist: { url: artist.url } });
    const heartbeats: JsonValue[] = [];
    const failure = await failureOf(run(host, FOLLOW_TASK, FOLLOW, { heartbeats }));
    expect(failure).toMatchObject({ code: 'MCP_SERVER_START' });
    expect(failure).not.toMatchObject({ nonRetryable: true });
    expect(heartbeats).toMatchObject([{ failures: 1 }]);
    const late = { attempt: 3_000, heartbeatDetails: { failures: 2_879 } };
    expect(await failureOf(run(host, FOLLOW_TASK, FOLLOW, late))).toMatchObject({
      code: 'TOOL_OUTCOME_UNKNOWN',
    });
  });
});

describe('a server of 2025-11-25', () => {
  const start = async (more: Partial<OldTask> = {}) => {
    const old: OldTask = { status: 'working', result: {}, canCancel: true, received: [], ...more };
    const artist = await serve('streamable_http', () => oldTasks(old));
    return { old, host: hostWith({ artist }) };
  };
  const WEEK = 7 * 86_400_000;

  test('a tool that must be called as a task is, and others are not', async () => {
    const { old, host } = await start();
    expect(await callTool(host, { server, tool: 'required' })).toEqual({ task: { id: 't1' } });
    expect(await callTool(host, { server, tool: 'optional' })).toMatchObject(text('at once'));
    expect(await callTool(host, { server, tool: 'forbidden' })).toMatchObject(text('at once'));
    expect(old.received).toEqual([`call required for ${WEEK} ms`, 'call optional', 'call forbidden']);
  });

  test('a task is followed to its result', async () => {
    const { old, host } = await start({ statusMessage: 'half done' });
    expect(await failureOf(run(host, FOLLOW_TASK, FOLLOW))).toMatchObject({
      code: 'NOT_READY',
      nextRetryDelayMs: 700,
      message: expect.stringContaining('half done'),
    });
    Object.assign(old, { status: 'completed', result: text('drawn') });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({ isError: false, ...text('drawn') });
    Object.assign(old, { status: 'failed', result: { ...text('no paper'), isError: true } });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({ isError: true, ...text('no paper') });
    Object.assign(old, { status: 'failed', statusMessage: 'no ink', result: {} });
    expect(await run(host, FOLLOW_TASK, FOLLOW)).toMatchObject({ isError: true });
    expect(old.received.slice(0, 3)).toEqual(['get t1', 'get t1', 'result t1']);
  });

  test('a task asks while the client waits for its result', async () => {
    const { old, host } = await start({ status: 'input_required' });
    const message = await run(
      host,
      FOLLOW_TASK,
      { ...FOLLOW, answers },
      { update: async () => ({ action: 'accept', content: { count: 4 } }) },
    );
    expect(message).toMatchObject(text('drew 4'));
    expect(old.received).toEqual(['get t1', 'result t1']);
  });

  test('a task is cancelled, if the server can', async () => {
    const { old, host } = await start();
    await run(host, CANCEL_TASK, { server, taskId: 't1' });
    expect(old.received).toEqual(['cancel t1']);
    const other = await start({ canCancel: false });
    await run(other.host, CANCEL_TASK, { server, taskId: 't1' });
    expect(other.old.received).toEqual([]);
  });
});

test('a task of three days is looked at some 1,500 times, and its end is seen within 5 minutes', () => {
  let looks = 0;
  for (let at = 0; at < 3 * 86_400_000; at += pollDelay(looks)) looks += 1;
  expect(looks).toBeGreaterThan(1_400);
  expect(looks).toBeLessThan(1_500);
  expect(pollDelay(looks)).toBe(300_000);
  // The server's own interval counts, within reason.
  expect(pollDelay(1, 5_000)).toBe(5_000);
  expect(pollDelay(1, -1)).toBe(250);
  expect(pollDelay(1, Number.NaN)).toBe(250);
  expect(pollDelay(1, 1e12)).toBe(3_600_000);
});
