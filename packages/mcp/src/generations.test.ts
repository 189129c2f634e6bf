import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { CancelledError, ServerStartError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test } from 'vitest';
import { McpConnections } from './connections.ts';
import { failureOf, stdioServer, temporaryFolder } from './fixtures/harness.ts';
import { modernHttp } from './fixtures/modern-http.ts';
import { COUNTER } from './fixtures/modern.ts';
import { listPrompts } from './connection/prompts.ts';
import { readResource, waitForResourceUpdate } from './connection/resources.ts';
import type { CallToolOptions } from './caller.ts';
import type { McpServerSettings } from './settings.ts';

const MODERN = fileURLToPath(new URL('fixtures/modern-stdio.ts', import.meta.url));
const { signal } = new AbortController();

function connectionsTo(settings: McpServerSettings): McpConnections {
  const connections = new McpConnections({ mcp: { servers: { one: settings } } });
  onTestFinished(() => connections.close());
  return connections;
}

function stdio(legacy: 'serve' | 'reject' = 'reject'): { settings: McpServerSettings; log: () => string[] } {
  const file = join(temporaryFolder(), 'log');
  return {
    settings: { command: process.execPath, args: [MODERN, file, legacy] },
    log: () => {
      try {
        return readFileSync(file, 'utf8').split('\n').filter(Boolean);
      } catch {
        return [];
      }
    },
  };
}

async function call(
  connections: McpConnections,
  tool: string,
  args = {},
  options: Partial<CallToolOptions> = {},
): Promise<string> {
  const result = await connections.callTool(
    'one',
    { tool, arguments: args },
    { signal, repeatable: true, ...options },
  );
  return result.content.map((part) => (part.type === 'text' ? part.text : part.type)).join();
}

const TRANSPORTS = ['stdio', 'HTTP'] as const;

async function modern(transport: 'stdio' | 'HTTP'): Promise<McpConnections> {
  return connectionsTo(transport === 'stdio' ? stdio().settings : { url: (await modernHttp()).url });
}

test.for(TRANSPORTS)(
  'a server that speaks only 2026-07-28 lists and runs its tools over %s',
  async (transport) => {
    const connections = await modern(transport);
    const tools = await connections.listTools('one', { signal });
    expect(tools.map(({ name }) => name)).toContain('add');
    expect(await call(connections, 'add', { a: 2, b: 3 })).toBe('5');
    expect(
      await connections.ask('one', 'x', { signal }, async ({ description }) => description),
    ).toMatchObject({
      name: 'modern',
      version: '1.2.3',
      instructions: 'Ask nicely.',
    });
  },
);

test.for(TRANSPORTS)(
  'each request states the revision, the client and its capabilities over %s',
  async (transport) => {
    const connections = await modern(transport);
    const { meta } = JSON.parse(await call(connections, 'request'));
    expect(meta).toMatchObject({
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: '@mcp-agent/mcp' },
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/logLevel': 'info',
    });
  },
);

test('HTTP requests have the standard headers, and the arguments that a tool names', async () => {
  const connections = await modern('HTTP');
  const input = { region: 'eu', secret: 's' };
  const { headers } = JSON.parse(await call(connections, 'region', input));
  expect(headers).toMatchObject({
    'mcp-protocol-version': '2026-07-28',
    'mcp-method': 'tools/call',
    'mcp-name': 'region',
    'mcp-param-region': 'eu',
  });
  expect(headers).not.toHaveProperty('mcp-session-id');
});

test('a tool whose headers have changed since it was listed is called with the new ones', async () => {
  const server = await modernHttp();
  const connections = connectionsTo({ url: server.url });
  await connections.listTools('one', { signal });
  server.state.header = 'Zone';
  const { headers } = JSON.parse(await call(connections, 'region', { region: 'eu', secret: 's' }));
  expect(headers).toMatchObject({ 'mcp-param-zone': 'eu' });
});

test('a tool whose header annotations are invalid is not offered, and a warning names it', async () => {
  const connections = await modern('HTTP');
  const lines: string[] = [];
  const log = (_level: string, line: string): void => void lines.push(line);
  expect((await connections.listTools('one', { signal })).map(({ name }) => name)).not.toContain(
    'bad_header',
  );
  await call(connections, 'add', { a: 1, b: 1 }, { log });
  expect(lines).toContainEqual(expect.stringContaining('Tool "bad_header" is ignored'));
});

test('a server is asked once what it speaks, however many connections and calls there are', async () => {
  const server = await modernHttp({ legacy: 'stateless' });
  const connections = connectionsTo({ url: server.url });
  const answerer = { elicit: async () => ({ action: 'decline' }) as const };
  await Promise.all(Array.from({ length: 5 }, () => call(connections, 'add', { a: 1, b: 1 }, { answerer })));
  await call(connections, 'add', { a: 1, b: 1 });
  expect(server.methods.filter((method) => method === 'server/discover')).toHaveLength(1);
  expect(server.methods).not.toContain('initialize');
});

test.for([
  ['2026-07-28', 'server/discover', 'initialize'],
  ['2025-06-18', 'initialize', 'server/discover'],
] as const)('protocolVersion %s is the only one that is used', async ([protocolVersion, used, unused]) => {
  const server = await modernHttp({ legacy: 'stateless' });
  const connections = connectionsTo({ url: server.url, protocolVersion });
  expect(await call(connections, 'add', { a: 1, b: 1 })).toBe('2');
  expect(server.methods).toContain(used);
  expect(server.methods).not.toContain(unused);
});

test.for(TRANSPORTS)(
  'a revision that the server does not speak is an error that names it, over %s',
  async (transport) => {
    const settings = transport === 'stdio' ? stdio().settings : { url: (await modernHttp()).url };
    const connections = connectionsTo({ ...settings, protocolVersion: '2025-11-25' });
    const failure = await failureOf(connections.listTools('one', { signal }));
    expect(failure).toBeInstanceOf(ServerStartError);
    expect(failure).toMatchObject({
      nonRetryable: true,
      message: expect.stringContaining('remove mcp.servers.one.protocolVersion, which is 2025-11-25'),
    });
  },
);

test.for(['1999-01-01', '2026-01-01', '2099-01-01'])(
  'the date %s, which is no revision, is an error that names the setting, at once',
  async (protocolVersion) => {
    const server = await modernHttp({ legacy: 'stateless' });
    const connections = connectionsTo({ url: server.url, protocolVersion });
    const failure = await failureOf(connections.listTools('one', { signal }));
    expect(failure).toBeInstanceOf(ServerStartError);
    expect(failure).toMatchObject({
      nonRetryable: true,
      message: expect.stringContaining(`remove mcp.servers.one.protocolVersion, which is ${protocolVersion}`),
    });
  },
);

test.for(TRANSPORTS)('progress and log messages of a modern server arrive over %s', async (transport) => {
  const connections = await modern(transport);
  const progress: unknown[] = [];
  const lines: string[] = [];
  await call(
    connections,
    'progress',
    {},
    { onProgress: (each) => progress.push(each), log: (level, line) => lines.push(`${level} ${line}`) },
  );
  expect(progress).toEqual([{ progress: 1, total: 2, message: 'half' }]);
  expect(lines).toContainEqual('warn MCP server "one": half done');
});

test('cancelling a call cancels it on a modern server over stdio', async () => {
  const { settings, log } = stdio();
  const connections = connectionsTo(settings);
  const abort = new AbortController();
  const hanging = call(connections, 'hang', {}, { signal: abort.signal });
  await expect.poll(log).toContain('hang started');
  abort.abort();
  await expect(hanging).rejects.toThrow(CancelledError);
  await expect.poll(log).toContain('hang cancelled');
});

test('cancelling a call cancels it on a modern server over HTTP', async () => {
  const { url, log } = await modernHttp();
  const connections = connectionsTo({ url });
  const abort = new AbortController();
  const hanging = call(connections, 'hang', {}, { signal: abort.signal });
  await expect.poll(() => log).toContain('hang started');
  abort.abort();
  await expect(hanging).rejects.toThrow(CancelledError);
  await expect.poll(() => log).toContain('hang cancelled');
});

test.for(TRANSPORTS)('a tool that a modern server adds is listed over %s', async (transport) => {
  const connections = await modern(transport);
  const names = async (): Promise<string[]> =>
    (await connections.listTools('one', { signal })).map(({ name }) => name);
  expect(await names()).not.toContain('grown');
  await call(connections, 'grow');
  await expect.poll(names).toContain('grown');
});

test('a list is requested once while a modern server reports changes', async () => {
  const server = await modernHttp();
  const connections = connectionsTo({ url: server.url });
  for (let time = 0; time < 3; time += 1) await connections.listTools('one', { signal });
  expect(server.methods.filter((method) => method === 'tools/list')).toHaveLength(1);
});

test('a server that does not respond to a subscription delays one list of tools, and no other', async () => {
  const server = await modernHttp({ ignored: 'subscriptions/listen' });
  const connections = connectionsTo({ url: server.url, httpTimeoutSeconds: 4 });
  for (let time = 0; time < 3; time += 1) await connections.listTools('one', { signal });
  const count = (wanted: string): number => server.methods.filter((method) => method === wanted).length;
  expect(count('subscriptions/listen')).toBe(1);
  // Nothing reports changes, so the list expires as the server states: at once.
  expect(count('tools/list')).toBe(3);
});

test('lists and resources of a modern server are used again for as long as it allows', async () => {
  for (const [ttlMs, times] of [
    [0, 2],
    [3_600_000, 1],
  ] as const) {
    const server = await modernHttp({ ttlMs });
    const connections = connectionsTo({ url: server.url });
    for (let time = 0; time < 2; time += 1) {
      await connections.ask('one', 'prompts/list', { signal }, (one) => listPrompts(one, signal));
      await connections.ask('one', 'resources/read', { signal }, (one) => readResource(one, COUNTER, signal));
    }
    expect(server.methods.filter((method) => method === 'prompts/list')).toHaveLength(times);
    expect(server.log.filter((line) => line === 'read')).toHaveLength(times);
  }
});

test.for(TRANSPORTS)('a change of a resource of a modern server is reported over %s', async (transport) => {
  const connections = await modern(transport);
  const waits = Promise.withResolvers<void>();
  const changed = connections.ask('one', 'resources/subscribe', { signal }, (one) =>
    waitForResourceUpdate(one, COUNTER, { signal, since: undefined, onVersion: () => waits.resolve() }),
  );
  await waits.promise;
  await call(connections, 'count');
  expect((await changed).parts).toEqual([{ uri: COUNTER, text: '1' }]);
});

test('a change before the wait is seen although the resource was read and is still fresh', async () => {
  const server = await modernHttp({ ttlMs: 3_600_000 });
  const connections = connectionsTo({ url: server.url });
  const read = await connections.ask('one', 'resources/read', { signal }, (one) =>
    readResource(one, COUNTER, signal),
  );
  // No client was subscribed when it changed.
  server.state.count += 1;
  const changed = await connections.ask('one', 'resources/subscribe', { signal }, (one) =>
    waitForResourceUpdate(one, COUNTER, { signal, since: read.version, onVersion: () => {} }),
  );
  expect(changed.parts).toEqual([{ uri: COUNTER, text: '1' }]);
  const again = await connections.ask('one', 'resources/read', { signal }, (one) =>
    readResource(one, COUNTER, signal),
  );
  expect(again.version).toBe(changed.version);
});

test('requests carry the trace context of the active span', async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  onTestFinished(() => {
    context.disable();
    propagation.disable();
  });
  const connections = await modern('HTTP');
  const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 };
  const { meta } = await context.with(trace.setSpanContext(ROOT_CONTEXT, span), async () =>
    JSON.parse(await call(connections, 'request')),
  );
  expect(meta).toMatchObject({ traceparent: `00-${span.traceId}-${span.spanId}-01` });
});

test('a modern revision that a legacy server does not speak is an error that names it', async () => {
  const connections = connectionsTo({ ...stdioServer().settings, protocolVersion: '2026-07-28' });
  expect(await failureOf(connections.listTools('one', { signal }))).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining('remove mcp.servers.one.protocolVersion, which is 2026-07-28'),
  });
});

test.for(['exit', 'ignore'] as const)(
  'a legacy server over stdio that responds to an unknown request by %s is usable',
  async (behaviour) => {
    const server = stdioServer([`--${behaviour}-unknown`]);
    const connections = connectionsTo(server.settings);
    expect((await connections.listTools('one', { signal })).length).toBeGreaterThan(0);
    // What the server speaks is remembered: a restart asks no more.
    await failureOf(call(connections, 'die'));
    const starts = server.pids().length;
    await connections.listTools('one', { signal });
    expect(server.pids()).toHaveLength(starts + 1);
  },
);
