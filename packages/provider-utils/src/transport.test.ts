import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ResponseError } from './response-error.ts';
import { openTransport } from './transport.ts';

async function serve(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const transport = await openTransport();
  return {
    origin: `http://127.0.0.1:${address.port}`,
    fetch: transport.fetch,
    [Symbol.asyncDispose]: async () => {
      await transport.close();
      server.close();
    },
  };
}

async function failureOf(asked: Promise<Response>): Promise<ResponseError> {
  const error: unknown = await asked.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (error instanceof ResponseError) return error;
  throw new Error('fetch did not throw a ResponseError.', { cause: error });
}

const POST = { method: 'POST', body: '{"q":1}', headers: { 'content-type': 'application/json' } };

test('returns headers and text, and requests no compression', async () => {
  await using server = await serve((req, res) => {
    res.writeHead(201, { 'set-cookie': ['a=1', 'b=2'] });
    res.end(`${req.method} ${req.headers['accept-encoding']}`);
  });
  const answer = await server.fetch(server.origin, POST);
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await answer.text()).toBe('POST identity');
});

test('throws an error status with its headers and the start of its body, however long it is', async () => {
  const hungUp = Promise.withResolvers<void>();
  await using server = await serve((_, res) => {
    res.on('close', () => hungUp.resolve());
    res.writeHead(429, { 'retry-after': '7' }).write('Slow down. ');
    res.write('x'.repeat(1_000_000));
  });
  const error = await failureOf(server.fetch(server.origin, POST));
  expect(error).toMatchObject({ status: 429, body: expect.stringMatching(/^Slow down\. x{65525}$/) });
  expect(error.headers?.get('retry-after')).toBe('7');
  await hungUp.promise;
});

test('accepts a response without text', async () => {
  await using server = await serve((_, res) => res.writeHead(204).end());
  expect(await (await server.fetch(server.origin, POST)).text()).toBe('');
});

test('an answer can be read in every form of a response', async () => {
  await using server = await serve((_, res) =>
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"a":"ä"}'),
  );
  const response = await server.fetch(server.origin, POST);
  expect(await response.json()).toEqual({ a: 'ä' });
  expect(await response.clone().text()).toBe('{"a":"ä"}');
  expect(Buffer.from(await response.arrayBuffer()).toString()).toBe('{"a":"ä"}');
  expect(await (await response.blob()).text()).toBe('{"a":"ä"}');
  expect(await new Response(response.body).text()).toBe('{"a":"ä"}');
});

test('follows a redirect and resends the body', async () => {
  await using server = await serve((req, res) => {
    if (req.url === '/old') return res.writeHead(307, { location: '/new' }).end();
    return req.setEncoding('utf8').on('data', (body: string) => res.end(`${req.url} ${body}`));
  });
  expect(await (await server.fetch(`${server.origin}/old`, POST)).text()).toBe('/new {"q":1}');
});

test.each([301, 302, 303])('follows a redirect with status %i by GET, without the body', async (status) => {
  await using server = await serve((req, res) => {
    if (req.url === '/old') return res.writeHead(status, { location: 'new' }).end();
    const { 'content-type': type, 'content-length': length, 'x-api-key': key } = req.headers;
    return res.end([req.method, type, length, key].join(' '));
  });
  const asked = { ...POST, headers: { ...POST.headers, 'x-api-key': 'k' } };
  expect(await (await server.fetch(`${server.origin}/old`, asked)).text()).toBe('GET   k');
});

test.each([
  ['at once', '/', 1],
  ['after a redirect within the origin', '/first', 2],
])('does not follow a redirect to another origin %s: it would receive the key', async (_, path, requests) => {
  const asked: unknown[] = [];
  await using other = await serve((req, res) => res.end(String(asked.push(req.headers))));
  let count = 0;
  await using server = await serve((req, res) => {
    count += 1;
    const location = req.url === '/first' ? '/second' : `${other.origin}/new?token=secret-token`;
    res.writeHead(307, { location }).end();
  });
  const error = await failureOf(
    server.fetch(server.origin + path, { ...POST, headers: { 'x-api-key': 'k' } }),
  );
  expect(error).toMatchObject({
    status: 307,
    final: true,
    body: `The service redirects to ${other.origin}/new.`,
  });
  expect(asked).toEqual([]);
  expect(count).toBe(requests);
});

test.each([
  'http://[',
  'https://127.0.0.1/',
  'ftp://127.0.0.1/',
  'http://name:word@127.0.0.1/',
  '//evil.example/',
])('does not follow a redirect to %s', async (location) => {
  await using server = await serve((_, res) => res.writeHead(308, { location }).end());
  expect(await failureOf(server.fetch(server.origin, POST))).toMatchObject({ status: 308, final: true });
});

test('ends a circle of redirects', async () => {
  let count = 0;
  await using server = await serve((_, res) => res.writeHead(307, { location: `/${(count += 1)}` }).end());
  expect(await failureOf(server.fetch(server.origin, POST))).toMatchObject({ status: 307, final: true });
  expect(count).toBe(6);
});

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)(
  'reads answers, streams and errors that a service compresses with %s unasked',
  async (encoding, compress) => {
    await using server = await serve((req, res) => {
      const [status = '200', type = ''] = (req.url ?? '').slice(1).split('-', 2);
      const headers = {
        'content-encoding': encoding,
        'content-type': type === 'stream' ? 'text/event-stream' : 'application/json',
      };
      res.writeHead(Number(status), headers).end(compress('data: {"a":1}\n\n'));
    });
    for (const path of ['/200-json', '/200-stream']) {
      expect(await (await server.fetch(server.origin + path, POST)).text()).toBe('data: {"a":1}\n\n');
    }
    expect(await failureOf(server.fetch(`${server.origin}/500-json`, POST))).toMatchObject({
      body: 'data: {"a":1}\n\n',
    });
  },
);

test.each(['application/json', 'text/event-stream'])(
  'fails if the connection closes during %s',
  async (type) => {
    await using server = await serve((_, res) => {
      res.writeHead(200, { 'content-type': type });
      res.write('data: 1\n\n', () => res.destroy());
    });
    const read = async () => (await server.fetch(server.origin, POST)).text();
    await expect(read()).rejects.toThrow(/closed|terminated|aborted/);
  },
);

const STREAMED = { ...POST, body: '{"stream":true}' };
const PAGE = '<!DOCTYPE html><html><title>Sign in</title></html>';

test.each([
  ['a page', POST, 'text/html', PAGE, true],
  ['a page that is said to be JSON', POST, 'application/json', PAGE, true],
  ['an error object', POST, 'application/json', '{"error":{"message":"No."}}', undefined],
  ['an error text', POST, 'application/json', '{"error":"No."}', undefined],
  ['an error in place of a stream', STREAMED, 'application/json', '{"detail":"No."}', undefined],
  ['a text in place of a stream', STREAMED, 'text/plain', 'upstream error', undefined],
] as const)('throws %s with status 200', async (_, asked, type, body, final) => {
  await using server = await serve((__, res) => res.writeHead(200, { 'content-type': type }).end(body));
  const error = await failureOf(server.fetch(server.origin, asked));
  expect(error.status).toBeUndefined();
  expect(error.final).toBe(final);
  expect(error.body).toEqual(body.startsWith('{') ? JSON.parse(body) : body);
});

test.each([
  ['an answer with an empty error', POST, 'application/json', '{"error":null,"output":[]}'],
  ['an answer with an error in it', POST, 'application/json', '{"error":{"message":"x"},"output":[]}'],
  ['a whole answer in place of a stream', STREAMED, 'application/json', '{"choices":[]}'],
  ['a stream without its content type', STREAMED, 'text/plain', 'data: {"error":{}}\n\n'],
] as const)('returns %s', async (_, asked, type, body) => {
  await using server = await serve((__, res) => res.writeHead(200, { 'content-type': type }).end(body));
  expect(await (await server.fetch(server.origin, asked)).text()).toBe(body);
});

test('uses the proxy of the environment, except for this machine and NO_PROXY', async () => {
  const proxied: (string | undefined)[] = [];
  const proxy = createServer((req, res) => {
    proxied.push(req.url);
    res.end('by the proxy');
  });
  proxy.on('connect', (req, socket: Socket) => {
    proxied.push(req.url);
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nby the proxy'));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  vi.stubEnv('http_proxy', `http://127.0.0.1:${address.port}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    proxy.close();
  });
  const ask = async (host: string): Promise<string> => {
    await using server = await serve((_, res) => res.end('direct'));
    return (await server.fetch(server.origin.replace('127.0.0.1', host), POST)).text();
  };
  expect(await ask('127.0.0.1')).toBe('direct');
  expect(await ask('0.0.0.0')).toBe('by the proxy');
  vi.stubEnv('no_proxy', '0.0.0.0');
  expect(await ask('0.0.0.0')).toBe('direct');
  expect(proxied).toHaveLength(1);
});

test('returns a stream of events as it arrives, and ends it when the reader stops', async () => {
  const hungUp = Promise.withResolvers<void>();
  await using server = await serve((_, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    res.on('close', () => hungUp.resolve());
  });
  const answer = await server.fetch(server.origin, POST);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect(await reader?.read()).toEqual({ done: false, value: 'data: 1\n\n' });
  await reader?.cancel();
  await hungUp.promise;
});
