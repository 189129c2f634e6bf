import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { ServerStartError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  callTool,
  failureOf,
  gone,
  hostWith,
  listTools,
  stdioServer,
  temporaryFolder,
} from './fixtures/harness.ts';
import { answer, INITIALIZED, serveHttp } from './fixtures/http-server.ts';
import { oddHttp, oddProgram } from './fixtures/odd-server.ts';

const pay = { server: 'shop', tool: 'pay' };
const PAID = { content: [{ type: 'text', text: 'paid' }] };
const MB = 1024 * 1024;

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR', '\r'],
])('M3.1: an event stream with %s line ends may be longer than a message may be', async (_name, end) => {
  await using server = await serveHttp({}, (response, { id, method }) => {
    if (method !== 'tools/call') {
      answer(response, id, method === 'initialize' ? INITIALIZED : { tools: [] });
      return;
    }
    const note = (text: string): string =>
      `data: {"jsonrpc":"2.0","method":"notifications/message",${end}data: "params":{"level":"debug","data":"${text}"}}${end}${end}`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let index = 0; index < 13; index += 1) response.write(note('x'.repeat(MB)));
    response.end(`data: ${JSON.stringify({ jsonrpc: '2.0', id, result: PAID })}${end}${end}`);
  });
  expect(await callTool(hostWith({ shop: { url: server.url } }), pay)).toMatchObject(PAID);
});

test('M3.1: it is read wherever a chunk is cut', async () => {
  await using server = await serveHttp({}, (response, { id, method }) => {
    if (method !== 'tools/call') {
      answer(response, id, method === 'initialize' ? INITIALIZED : { tools: [] });
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const result = { content: [{ type: 'text', text: 'für Zoë' }] };
    const bytes = Buffer.from(
      `: wait\r\n\r\ndata: ${JSON.stringify({ jsonrpc: '2.0', id, result })}\r\n\r\n`,
    );
    const next = (index: number): void => {
      if (index === bytes.length) response.end();
      else response.write(bytes.subarray(index, index + 1), () => setImmediate(next, index + 1));
    };
    next(0);
  });
  const message = await callTool(hostWith({ shop: { url: server.url } }), pay);
  expect(message.content).toEqual([{ type: 'text', text: 'für Zoë' }]);
});

const ENDINGS: readonly (readonly [string, string, NodeJS.Signals | undefined, NodeJS.Signals | null])[] = [
  ['SIGINT', 'await new Promise(() => setInterval(() => {}, 1e6));', 'SIGINT', 'SIGINT'],
  ['SIGTERM', 'await new Promise(() => setInterval(() => {}, 1e6));', 'SIGTERM', 'SIGTERM'],
  ['SIGHUP', 'await new Promise(() => setInterval(() => {}, 1e6));', 'SIGHUP', 'SIGHUP'],
  ['SIGKILL', 'await new Promise(() => setInterval(() => {}, 1e6));', 'SIGKILL', 'SIGKILL'],
  ['an uncaught exception', 'setTimeout(() => { throw new Error("no"); });', undefined, null],
  ['an unhandled rejection', 'void Promise.reject(new Error("no"));', undefined, null],
  ['process.exit()', 'process.exit(3);', undefined, null],
  ['process.abort()', 'process.abort();', undefined, 'SIGABRT'],
];

test.skipIf(process.platform === 'win32').each(ENDINGS)(
  'M3.2: a program that ends by %s leaves no server behind, not even a stubborn one behind a shell',
  async (_how, ending, signal, endsBy) => {
    const servers = [stdioServer(), stdioServer(['--stubborn'])];
    const line = [process.execPath, ...(servers[1]?.settings.args ?? [])]
      .map((word) => `'${word}'`)
      .join(' ');
    const settings = {
      mcp: { servers: { one: servers[0]?.settings, two: { command: 'sh', args: ['-c', `${line}; true`] } } },
    };
    const file = join(temporaryFolder(), 'program.mjs');
    writeFileSync(
      file,
      `const { McpConnections } = await import(${JSON.stringify(new URL('index.ts', import.meta.url).href)});
      const connections = new McpConnections(${JSON.stringify(settings)});
      const { signal } = new AbortController();
      await Promise.all(['one', 'two'].map((name) => connections.listTools(name, { signal })));
      console.log('ready');
      ${ending}`,
    );
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    if (signal !== undefined) child.kill(signal);
    await ended;
    // How the program ends is its own business.
    expect(child.signalCode).toBe(endsBy);
    const pids = servers.flatMap((server) => server.pids());
    expect(pids).toHaveLength(2);
    await Promise.all(pids.map(gone));
  },
);

/** A proxy that notes which hosts it is asked for, and connects to one server. */
async function proxy(target: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const { port, hostname } = new URL(target);
  const server = createServer((_request, response) => response.writeHead(501).end());
  server.on('connect', ({ url }, socket) => {
    asked.push(url ?? '');
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const one of [socket, upstream]) one.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, asked };
}

test('M3.3: HTTP_PROXY is honoured, except to this machine and NO_PROXY', async () => {
  await using server = await oddHttp({});
  const { url, asked } = await proxy(server.url);
  vi.stubEnv('HTTP_PROXY', url);
  vi.stubEnv('NO_PROXY', 'internal.test');
  onTestFinished(() => void vi.unstubAllEnvs());
  const servers = {
    shop: { url: 'http://shop.test/mcp' },
    here: { url: server.url },
    internal: { url: 'http://internal.test/mcp', reconnectTimeoutSeconds: 0 },
  };
  const host = hostWith(servers);
  expect(await callTool(host, pay)).toMatchObject(PAID);
  expect(await listTools(host, 'here')).toHaveLength(1);
  expect(await failureOf(listTools(host, 'internal'))).toBeInstanceOf(ServerStartError);
  expect(new Set(asked)).toEqual(new Set(['shop.test:80']));
});

test('M3.4: cookies are kept for the session and its origin', async () => {
  const seen: (string | undefined)[] = [];
  await using server = await serveHttp({}, (response, { id, method }, { headers }) => {
    if (method === 'initialize') {
      response.setHeader('set-cookie', [
        'node=a; Path=/; HttpOnly',
        'other=b; Path=/other',
        'safe=c; Secure',
      ]);
      answer(response, id, INITIALIZED);
    } else if (method === 'tools/call') {
      seen.push(headers.cookie);
      response.setHeader('set-cookie', ['node=; Path=/; Max-Age=0']);
      answer(response, id, PAID);
    } else if (method === 'tools/list') answer(response, id, { tools: [] });
    else response.writeHead(404).end();
  });
  const host = hostWith({
    shop: { url: server.url },
    own: { url: server.url, headers: { Cookie: 'own=1' } },
  });
  for (let call = 0; call < 2; call += 1) await callTool(host, pay);
  await callTool(host, { ...pay, server: 'own' });
  expect(seen).toEqual(['node=a', undefined, 'own=1; node=a']);
});

const REFUSAL = { code: -32_000, message: 'The licence has expired.' };

test.each(['stdio', 'HTTP'])(
  'M3.5 over %s: a handshake that is refused fails at once with the reason',
  async (transport) => {
    const answers = { responses: { initialize: { result: undefined, error: REFUSAL } } };
    await using server = await oddHttp(answers);
    const host = hostWith({ shop: transport === 'HTTP' ? { url: server.url } : oddProgram(answers) });
    const log: string[] = [];
    const failure = await failureOf(listTools(host, 'shop', { log }));
    expect(failure).toBeInstanceOf(ServerStartError);
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain('The licence has expired.');
    expect(log).toEqual([]);
  },
);

test.each(['stdio', 'HTTP'])(
  'M3.5 over %s: a revision that this client does not speak is named',
  async (transport) => {
    const answers = {
      results: {
        initialize: {
          protocolVersion: '2099-01-01',
          capabilities: {},
          serverInfo: { name: 'x', version: '1' },
        },
      },
    };
    await using server = await oddHttp(answers);
    const host = hostWith({ shop: transport === 'HTTP' ? { url: server.url } : oddProgram(answers) });
    const failure = await failureOf(listTools(host, 'shop'));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain('2099-01-01');
  },
);

test('M3.5: a program that refuses and exits is believed', async () => {
  const script = `process.stdin.once('data', (line) => {
    const { id, method } = JSON.parse(String(line).split('\\n')[0]);
    const error = { code: -32000, message: 'The licence has expired.' };
    process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, error }) + '\\n', () => method === 'initialize' && process.exit(0));
    process.stdin.on('data', (next) => {
      const { id } = JSON.parse(String(next).split('\\n')[0]);
      process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, error }) + '\\n', () => process.exit(0));
    });
  });`;
  const host = hostWith({ shop: { command: process.execPath, args: ['-e', script] } });
  const failure = await failureOf(listTools(host, 'shop'));
  expect(String(failure)).toContain('The licence has expired.');
  expect(failure).toMatchObject({ nonRetryable: true });
});

test.each([
  ['M3.7', ''],
  ['S19: with retry: 0', 'retry: 0\n\n'],
])('%s: a GET stream that ends at once is reopened less and less often', async (_id, events) => {
  const times: number[] = [];
  await using server = await serveHttp({
    GET: (response) => {
      times.push(performance.now());
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(events);
    },
  });
  await listTools(hostWith({ shop: { url: server.url } }), 'shop');
  await expect.poll(() => times.length, { timeout: 30_000 }).toBeGreaterThan(4);
  // 0.25, 0.5, 1 and 2 seconds, at least.
  const [first = 0, , , , fifth = 0] = times;
  expect(fifth - first).toBeGreaterThan(3_500);
});

test('S13: a secret is hidden also where a long text is cut', async () => {
  const secret = `key-${'abcdefgh'.repeat(100)}`;
  const error = { code: -32_000, message: `${'x'.repeat(5_990)}${secret}` };
  const answers = { responses: { 'tools/call': { result: undefined, error } } };
  await using server = await oddHttp(answers);
  const host = hostWith({ shop: { url: server.url, headers: { 'X-Api-Key': secret } } });
  const message = await callTool(host, pay);
  expect(JSON.stringify(message)).not.toContain('key-abc');
});

test('S19: credentials that are sent without encryption are warned of, but not on this machine', async () => {
  await using server = await oddHttp({});
  const { url } = await proxy(server.url);
  vi.stubEnv('HTTP_PROXY', url);
  onTestFinished(() => void vi.unstubAllEnvs());
  const host = hostWith({
    shop: { url: 'http://shop.test/mcp', headers: { Authorization: 'Bearer opensesame' } },
    plain: { url: 'http://shop.test/mcp', headers: { 'X-Region': 'eu' } },
    here: { url: server.url, headers: { Authorization: 'Bearer opensesame' } },
  });
  for (const [name, warned] of [
    ['shop', 1],
    ['plain', 0],
    ['here', 0],
  ] as const) {
    const log: string[] = [];
    await callTool(host, { ...pay, server: name }, { log });
    expect(log.filter((line) => line.includes('without encryption'))).toHaveLength(warned);
  }
});
