import type { JsonValue } from '@mcp-agent/core';
import {
  errorToData,
  ServerRequestError,
  ServerStartError,
  ToolOutcomeUnknownError,
} from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { callTool, failureOf, hostWith, listTools } from './fixtures/harness.ts';
import { answer, INITIALIZED, serveHttp } from './fixtures/http-server.ts';

const pay = { server: 'shop', tool: 'pay' };
const payAgain = { ...pay, repeatable: true };
const PAID = { type: 'text', text: 'paid' };

test.each([
  { headers: { Authorization: 'Bearer opensesame' } },
  { auth: { apiKey: 'opensesame' } },
  { auth: { apiKey: 'overruled' }, headers: { Authorization: 'Bearer opensesame' } },
])('a URL alone means streamable HTTP, with the headers and the API key: %j', async (settings) => {
  let seen: string | undefined;
  await using server = await serveHttp({
    'tools/call': (response, request) => {
      seen = request.headers.authorization;
      response.writeHead(500).end('no');
    },
  });
  const host = hostWith({ shop: { url: server.url, ...settings } });
  expect((await listTools(host, 'shop')).map(({ name }) => name)).toEqual(['pay']);
  await failureOf(callTool(host, pay));
  expect(seen).toBe('Bearer opensesame');
});

test.each([
  [401, 'mcp.servers.shop.headers'],
  [403, 'mcp.servers.shop.headers'],
  [404, 'mcp.servers.shop.url'],
  [429, 'HTTP 429'],
  [503, 'HTTP 503'],
])(
  'a server that responds with %i at the start fails with an error that says what to check',
  async (status, said) => {
    await using server = await serveHttp({
      initialize: (response) => {
        response.writeHead(status).end('Bearer opensesame is not good enough');
      },
    });
    const headers = { Authorization: 'Bearer opensesame' };
    const host = hostWith({
      shop: { url: `${server.url}?key=abracadabra`, headers, reconnectTimeoutSeconds: 0 },
    });
    const failure = await failureOf(listTools(host, 'shop'));
    expect(failure).toBeInstanceOf(ServerStartError);
    expect(failure).toMatchObject({ target: `${server.url}?[hidden]` });
    expect(failure).toHaveProperty('nonRetryable', true);
    expect(String(failure)).toContain(said);
    expect(String(failure)).toContain('is not good enough');
    expect(JSON.stringify(errorToData(failure))).not.toMatch(/opensesame|abracadabra/);
  },
);

test('a call rejected for its credentials had no effect, and fails', async () => {
  await using server = await serveHttp({
    'tools/call': (response) => {
      response.writeHead(403).end();
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  const heartbeats: JsonValue[] = [];
  const refused = await failureOf(callTool(host, pay, { heartbeats }));
  expect(refused).toBeInstanceOf(ServerRequestError);
  expect(refused).toMatchObject({ nonRetryable: true });
  expect(heartbeats.at(-1)).toEqual({ sent: false });
});

test('a call that fails in the server has an unknown outcome', async () => {
  await using server = await serveHttp({
    'tools/call': (response) => {
      response.writeHead(502).end();
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  expect(await failureOf(callTool(host, pay))).toBeInstanceOf(ToolOutcomeUnknownError);
  const again = await failureOf(callTool(host, payAgain));
  expect(again).toBeInstanceOf(ServerRequestError);
  expect(again).not.toHaveProperty('nonRetryable');
});

test.each([
  'the connection is lost before the response starts',
  'the response is a stream that breaks',
  'the response is text that breaks',
])('%s: the outcome of the call is unknown', async (name) => {
  await using server = await serveHttp({
    'tools/call': (response) => {
      if (!name.startsWith('the answer')) {
        response.destroy();
        return;
      }
      const kind = name.includes('stream') ? 'text/event-stream' : 'application/json';
      response.writeHead(200, { 'content-type': kind, 'content-length': 100 });
      response.write(': wait\n\n', () => response.destroy());
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  expect(await failureOf(callTool(host, pay))).toBeInstanceOf(ToolOutcomeUnknownError);
});

test('a stream that ends without the response fails at once, not at the timeout', async () => {
  await using server = await serveHttp({
    'tools/call': (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(': bye\n\n');
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  const failure = await failureOf(callTool(host, pay));
  expect(failure).toBeInstanceOf(ToolOutcomeUnknownError);
  expect(String(failure)).toContain('lost before it responded');
});

test('a response that cannot be read is reported to the model, and not retried', async () => {
  await using server = await serveHttp({
    'tools/call': (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('<html>');
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  const message = await callTool(host, payAgain);
  expect(message.isError).toBe(true);
  expect(JSON.stringify(message.content)).toContain('is not valid MCP');
  expect(server.methods.filter((method) => method === 'tools/call')).toHaveLength(1);
});

test('reopens an HTTP session that the server has forgotten, and completes the call', async () => {
  let sessions = 0;
  let known = '';
  await using server = await serveHttp({
    initialize: (response) => {
      sessions += 1;
      known = `session-${sessions}`;
      answer(response, 0, INITIALIZED, { 'mcp-session-id': known });
    },
    'tools/call': (response, request) => {
      if (request.headers['mcp-session-id'] === known) answer(response, 2, { content: [PAID] });
      else response.writeHead(404).end();
    },
  });
  const host = hostWith({ shop: { url: server.url } });
  expect((await callTool(host, pay)).content).toEqual([PAID]);
  known = 'another';
  expect((await callTool(host, pay)).content).toEqual([PAID]);
  expect(sessions).toBe(2);
});

test('a call after the server went away is reported as not sent', async () => {
  const server = await serveHttp({});
  const host = hostWith({ shop: { url: server.url, reconnectTimeoutSeconds: 0 } });
  await listTools(host, 'shop');
  await server[Symbol.asyncDispose]();
  const heartbeats: JsonValue[] = [];
  const failure = await failureOf(callTool(host, pay, { heartbeats }));
  expect(failure).toBeInstanceOf(ServerRequestError);
  expect(String(failure)).toContain('ECONNREFUSED');
  expect(heartbeats).toEqual([{ sent: true }, { sent: false }]);
});

test('a call is reported as not sent if its session cannot be reopened', async () => {
  let forgetful = false;
  await using server = await serveHttp({
    initialize: (response) => {
      if (forgetful) response.writeHead(503).end();
      else answer(response, 0, INITIALIZED, { 'mcp-session-id': 'first' });
    },
    'tools/call': (response) => {
      response.writeHead(404).end();
    },
  });
  const host = hostWith({ shop: { url: server.url, reconnectTimeoutSeconds: 0 } });
  await listTools(host, 'shop');
  forgetful = true;
  const heartbeats: JsonValue[] = [];
  expect(await failureOf(callTool(host, pay, { heartbeats }))).toBeInstanceOf(ServerStartError);
  expect(heartbeats.at(-1)).toEqual({ sent: false });
});

test.each([
  [{}, ['DELETE']],
  [{ terminateOnClose: false }, []],
])('closing terminates the HTTP session unless the settings disable it: %j', async (settings, said) => {
  await using server = await serveHttp({
    initialize: (response) => answer(response, 0, INITIALIZED, { 'mcp-session-id': 's1' }),
  });
  const host = hostWith({ shop: { url: server.url, ...settings } });
  await listTools(host, 'shop');
  await host.close();
  expect(server.methods.filter((method) => method === 'DELETE')).toEqual(said);
});
