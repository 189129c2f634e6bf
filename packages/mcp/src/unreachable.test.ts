import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonValue } from '@mcp-agent/core';
import { CancelledError, ServerStartError, ToolOutcomeUnknownError } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { callTool, failureOf, hostWith, listTools } from './fixtures/harness.ts';
import { answer, INITIALIZED, serveHttp } from './fixtures/http-server.ts';
import type { McpServerSettings } from './settings.ts';

const pay = { server: 'shop', tool: 'pay' };
const payAgain = { ...pay, repeatable: true };
const PAID = { content: [{ type: 'text', text: 'paid' }] };

const refusal = (id: unknown): string =>
  JSON.stringify({ jsonrpc: '2.0', id, error: { code: -32_001, message: 'no such session' } });

/** A server with sessions whose calls are answered by these functions, one after the other. */
async function shop(
  calls: readonly ((response: ServerResponse, id: unknown) => void)[],
): Promise<AsyncDisposable & { readonly settings: McpServerSettings; count(): number }> {
  let count = 0;
  const server = await serveHttp({}, (response, { id, method }) => {
    if (method === 'initialize') answer(response, id, INITIALIZED, { 'mcp-session-id': 's1' });
    else if (method === 'tools/list') {
      answer(response, id, { tools: [{ name: 'pay', inputSchema: { type: 'object' } }] });
    } else if (method === 'tools/call') {
      const reply = calls[Math.min(count, calls.length - 1)];
      count += 1;
      reply?.(response, id);
    } else response.writeHead(404).end();
  });
  return {
    settings: { url: server.url },
    count: () => count,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test.each([400, 404, 500])(
  'M2.1: HTTP %i with an error that answers the request is an answer, and the call is made once',
  async (status) => {
    await using server = await shop([(response, id) => response.writeHead(status).end(refusal(id))]);
    const message = await callTool(hostWith({ shop: server.settings }), pay);
    expect(message.isError).toBe(true);
    expect(JSON.stringify(message.content)).toContain('no such session (-32001)');
    expect(server.count()).toBe(1);
  },
);

test.each([
  [404, ''],
  [404, refusal(null)],
  [400, refusal(null)],
  [400, refusal('server-error')],
])(
  'M2.1: HTTP %i %s without an answer to the request means that the session is gone',
  async (status, body) => {
    await using server = await shop([
      (response) => response.writeHead(status).end(body),
      (response, id) => answer(response, id, PAID),
    ]);
    expect(await callTool(hostWith({ shop: server.settings }), pay)).toMatchObject(PAID);
    expect(server.count()).toBe(2);
  },
);

test('M2.1: a server that knows no session at all is asked twice, and the model learns it', async () => {
  await using server = await shop([(response) => response.writeHead(404).end('gone')]);
  const message = await callTool(hostWith({ shop: server.settings }), pay);
  expect(message.isError).toBe(true);
  expect(JSON.stringify(message.content)).toContain('HTTP 404');
  expect(server.count()).toBe(2);
});

test('M2.1: HTTP 400 without an answer is no lost session', async () => {
  await using server = await shop([
    (response) => response.writeHead(400).end('the session of the user expired'),
  ]);
  const message = await callTool(hostWith({ shop: server.settings }), pay);
  expect(JSON.stringify(message.content)).toContain('HTTP 400');
  expect(server.count()).toBe(1);
});

test('M2.2: HTTP 503 may have had an effect: only a repeatable call is made again', async () => {
  await using server = await shop([
    (response) => response.writeHead(503, { 'retry-after': '0' }).end(),
    (response, id) => answer(response, id, PAID),
  ]);
  const host = hostWith({ shop: server.settings });
  expect(await failureOf(callTool(host, pay))).toBeInstanceOf(ToolOutcomeUnknownError);
  expect(server.count()).toBe(1);
  expect(await callTool(host, payAgain)).toMatchObject(PAID);
});

test.each(['2', 'a date'])(
  'M3.8: a server that is busy gets its time (Retry-After: %s), and is called again',
  async (after) => {
    let first = 0;
    let second = 0;
    await using server = await shop([
      (response) => {
        first = performance.now();
        const header = after === 'a date' ? new Date(Date.now() + 3_000).toUTCString() : after;
        response.writeHead(429, { 'retry-after': header }).end();
      },
      (response, id) => {
        second = performance.now();
        answer(response, id, PAID);
      },
    ]);
    const log: string[] = [];
    const heartbeats: JsonValue[] = [];
    expect(
      await callTool(hostWith({ shop: server.settings }), pay, { log, heartbeats, retried: true }),
    ).toMatchObject(PAID);
    expect(second - first).toBeGreaterThan(1_500);
    expect(log.join()).toContain('HTTP 429');
    expect(heartbeats).toEqual([{ sent: true }, { sent: false }, { sent: true }]);
  },
);

test('M3.8: a server that asks for more time than the settings allow is not waited for', async () => {
  await using server = await shop([(response) => response.writeHead(429, { 'retry-after': '3600' }).end()]);
  const message = await callTool(hostWith({ shop: server.settings }), pay);
  expect(message.isError).toBe(true);
  expect(JSON.stringify(message.content)).toContain('It asks to wait 60 minutes');
  expect(server.count()).toBe(1);
});

/** A port on which nothing listens, until `open` is called. */
async function later(): Promise<{ url: string; open(): Promise<AsyncDisposable> }> {
  const placeholder = createServer();
  await new Promise<void>((resolve) => {
    placeholder.listen(0, '127.0.0.1', resolve);
  });
  const { port } = Object(placeholder.address()) satisfies AddressInfo;
  await new Promise((resolve) => {
    placeholder.close(resolve);
  });
  return {
    url: `http://127.0.0.1:${port}/mcp`,
    open: () => serveHttp({}, undefined, port),
  };
}

test('M2.3: a server that is away is tried until it is there, and the log says so', async () => {
  const place = await later();
  const log: string[] = [];
  const listing = listTools(hostWith({ shop: { url: place.url } }), 'shop', { log, retried: true });
  await expect.poll(() => log.length).toBeGreaterThan(1);
  expect(log[0]).toMatch(
    /^warn: MCP server "shop" could not be reached .*ECONNREFUSED.* retried in 0\.5 seconds, for up to 15 minutes/,
  );
  // One line a minute, and the others only for debugging.
  expect(log[1]).toMatch(/^debug: /);
  await using _server = await place.open();
  expect(await listing).toMatchObject([{ name: 'pay' }]);
});

test.each(['streamable_http', 'sse'] as const)(
  'M2.3 over %s: the caller can cancel the wait for a server that is away',
  async (transport) => {
    const { url } = await later();
    const log: string[] = [];
    const cancel = new AbortController();
    const listing = listTools(hostWith({ shop: { url, transport } }), 'shop', {
      log,
      signal: cancel.signal,
      retried: true,
    });
    await expect.poll(() => log.length).toBeGreaterThan(1);
    const reason = new CancelledError('enough');
    cancel.abort(reason);
    expect(await failureOf(listing)).toBe(reason);
  },
);

test('M2.3: a server that went away between two calls is called when it is back', async () => {
  const place = await later();
  const first = await place.open();
  const host = hostWith({ shop: { url: place.url } });
  await listTools(host, 'shop');
  await first[Symbol.asyncDispose]();
  const log: string[] = [];
  const heartbeats: JsonValue[] = [];
  const calling = callTool(host, pay, { log, heartbeats, retried: true });
  await expect.poll(() => log.length).toBeGreaterThan(1);
  await using _server = await place.open();
  expect(await calling).toMatchObject(PAID);
  expect(heartbeats.slice(0, 3)).toEqual([{ sent: true }, { sent: false }, { sent: true }]);
});

test('M2.3: it is tried for as long as the settings say, and then permanently fails', async () => {
  const { url } = await later();
  const failure = await failureOf(
    listTools(hostWith({ shop: { url, reconnectTimeoutSeconds: 1 } }), 'shop', { retried: true }),
  );
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toMatch(
    /unavailable in \d attempts, for [\d.]+ seconds?\. To try for longer, raise mcp\.servers\.shop\.reconnectTimeoutSeconds\./,
  );
});
