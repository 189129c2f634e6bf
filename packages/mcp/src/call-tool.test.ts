import type { JsonValue, ToolMessage } from '@mcp-agent/core';
import {
  CancelledError,
  ServerRequestError,
  ServerStartError,
  ToolOutcomeUnknownError,
} from '@mcp-agent/core/errors';
import { conversationCache } from '@mcp-agent/core/provider';
import type { ActivityHost } from '@mcp-agent/core/engine';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callTool, failureOf, hostWith, stdioServer } from './fixtures/harness.ts';

/** What the cache holds as a conversation's only message, asked as a model call asks. */
async function onlyMessage(host: ActivityHost, conversation: string, id: string): Promise<unknown> {
  // A conversation's digest: FNV-1a over the ids of its messages.
  let digest = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) {
    digest = Math.imul(digest ^ id.charCodeAt(index), 0x01000193);
  }
  const cache = await host.resource(conversationCache);
  const [message] = await cache.messages({ id: conversation, length: 1, digest: digest >>> 0 }, [], {
    info: { activity: 'test', activityId: '8', attempt: 1, workflowId: 'wf', runId: 'run' },
    signal: new AbortController().signal,
    settings: {},
    heartbeat: () => {},
    checkpoint: () => Promise.resolve(),
    resource: (definition) => host.resource(definition),
    queryWorkflow: () => Promise.reject(new Error('The worker does not have the message.')),
    signalWorkflow: () => Promise.resolve(),
    updateWorkflow: () => Promise.reject(new Error('not asked')),
    log: () => {},
  });
  return message;
}

function textIn(message: ToolMessage): string {
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

test('a result is a message with the ID of its attempt, cached for the next model call', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const message = await callTool(
    host,
    { server: 'one', tool: 'fail', place: { conversation: 'run/1', index: 0 } },
    { attempt: 3 },
  );
  expect(message).toEqual({
    id: '7.3',
    role: 'tool',
    toolCallId: 'call_1',
    content: [{ type: 'text', text: 'the disk is full' }],
    isError: true,
  });
  expect(await onlyMessage(host, 'run/1', '7.3')).toEqual(message);
});

test('every attempt sends the same idempotency key, which does not contain the ID of the workflow', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const call = { server: 'one', tool: 'key' };
  const keys = [await callTool(host, call), await callTool(host, call, { attempt: 2 })].map(textIn);
  expect(keys[0]).toMatch(/^"[\w-]{43}"$/);
  expect(keys[1]).toBe(keys[0]);
});

test('reports an error that the model can correct in the words of the server', async () => {
  const heartbeats: JsonValue[] = [];
  const host = hostWith({ one: stdioServer().settings });
  const message = await callTool(host, { server: 'one', tool: 'paint' }, { heartbeats });
  expect(message.isError).toBe(true);
  expect(textIn(message)).toContain('Tool paint not found');
});

test('M1.6: reports any other error of the server to the model, too', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const heartbeats: JsonValue[] = [];
  const message = await callTool(host, { server: 'one', tool: 'break' }, { heartbeats });
  expect(message.isError).toBe(true);
  expect(textIn(message)).toContain('half done (-32603)');
  // It was answered: nothing is unknown about it.
  expect(heartbeats).toEqual([{ sent: true }, { sent: false }]);
});

test('a server that dies during a call that is not idempotent leaves the outcome unknown', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const heartbeats: JsonValue[] = [];
  const failure = await failureOf(callTool(host, { server: 'one', tool: 'die' }, { heartbeats }));
  expect(failure).toBeInstanceOf(ToolOutcomeUnknownError);
  expect(failure).toMatchObject({ server: 'one', tool: 'die', nonRetryable: true });
  expect(String(failure)).toContain('it exited with code 4 before it responded');
  expect(String(failure)).toContain('out of luck');
  expect(heartbeats).toEqual([{ sent: true }]);
});

test('a server that dies during an idempotent call fails only the attempt', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const call = { server: 'one', tool: 'die_again', repeatable: true };
  const failure = await failureOf(callTool(host, call));
  expect(failure).toBeInstanceOf(ServerRequestError);
  expect(failure).not.toHaveProperty('nonRetryable');
  // The next attempt calls it again, though the one before had sent its request.
  await failureOf(callTool(host, call, { attempt: 2, heartbeatDetails: { sent: true } }));
  expect(server.log().filter((line) => line === 'call die_again')).toHaveLength(2);
});

test('a call whose worker died is retried only if the tool is idempotent', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const interrupted = { attempt: 2, heartbeatDetails: { sent: true } };
  const failure = await failureOf(callTool(host, { server: 'one', tool: 'pid' }, interrupted));
  expect(failure).toBeInstanceOf(ToolOutcomeUnknownError);
  expect(server.log()).toEqual([]);

  const unsent = { attempt: 2, heartbeatDetails: { sent: false } };
  expect((await callTool(host, { server: 'one', tool: 'pid' }, unsent)).isError).toBe(false);
  const repeatable = { server: 'one', tool: 'pid', repeatable: true };
  expect((await callTool(host, repeatable, interrupted)).isError).toBe(false);
});

test('a call to a server that cannot be reached is reported as not sent', async () => {
  const host = hostWith({ one: stdioServer(['--die-at-start']).settings });
  const heartbeats: JsonValue[] = [];
  const failure = await failureOf(callTool(host, { server: 'one', tool: 'pid' }, { heartbeats }));
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).not.toHaveProperty('nonRetryable');
  expect(heartbeats).toEqual([]);
});

test('a call that times out has an unknown outcome, or is retried if idempotent', async () => {
  const server = stdioServer([], { readTimeoutSeconds: 30 });
  const host = hostWith({ one: server.settings });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const failing = failureOf(callTool(host, { server: 'one', tool: 'hang' }));
  await server.wrote('call hang');
  vi.advanceTimersByTime(30_000);
  const failure = await failing;
  expect(failure).toBeInstanceOf(ToolOutcomeUnknownError);
  expect(String(failure)).toContain('no response within 30 s');
  const failingAgain = failureOf(callTool(host, { server: 'one', tool: 'hang_again', repeatable: true }));
  await server.wrote('call hang_again');
  vi.advanceTimersByTime(30_000);
  const again = await failingAgain;
  expect(again).toBeInstanceOf(ServerRequestError);
  expect(again).not.toHaveProperty('nonRetryable');
  // The server was told each time, and serves on.
  await server.wrote('cancelled hang_again');
  expect(server.log()).toContain('cancelled hang');
  expect((await callTool(host, { server: 'one', tool: 'pid' })).isError).toBe(false);
});

test('a cancelled call ends at once and is cancelled on the server', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const cancel = new AbortController();
  const call = failureOf(callTool(host, { server: 'one', tool: 'hang' }, { signal: cancel.signal }));
  await server.wrote('call hang');
  const reason = new CancelledError('The user closed the window.');
  cancel.abort(reason);
  expect(await call).toBe(reason);
  await server.wrote('cancelled hang');
  expect((await callTool(host, { server: 'one', tool: 'pid' })).isError).toBe(false);
  expect(server.pids()).toHaveLength(1);
});

test('an abort without a reason counts as a cancellation', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const signal = AbortSignal.abort();
  const failure = await failureOf(callTool(host, { server: 'one', tool: 'pid' }, { signal }));
  expect(failure).toBeInstanceOf(CancelledError);
  expect(server.log()).not.toContain('call pid');
});

test('truncates a result that is too large for a history, with a note', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const message = await callTool(host, { server: 'one', tool: 'large' });
  expect(JSON.stringify(message).length).toBeLessThan(1_600_000);
  expect(textIn(message)).toMatch(/14\d{5} of 3000000 characters are shown/);
});

test('hides secrets from the settings in the errors of a server', async () => {
  const host = hostWith({ one: stdioServer([], { env: { API_KEY: 'sk-abracadabra' } }).settings });
  const message = await callTool(host, { server: 'one', tool: 'leak' });
  expect(textIn(message)).toContain('the key [hidden] is wrong');
  expect(JSON.stringify(message)).not.toContain('abracadabra');
});
