import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import { expect, test } from 'vitest';
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

const POST = { method: 'POST', body: '{"q":1}', headers: { 'content-type': 'application/json' } };

test('returns status, headers and text, and requests no compression', async () => {
  await using server = await serve((req, res) => {
    res.writeHead(429, { 'retry-after': '7', 'set-cookie': ['a=1', 'b=2'] });
    res.end(`${req.method} ${req.headers['accept-encoding']}`);
  });
  const answer = await server.fetch(server.origin, POST);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await answer.text()).toBe('POST identity');
});

test('accepts a response without text', async () => {
  await using server = await serve((_, res) => res.writeHead(204).end());
  expect(await (await server.fetch(server.origin, POST)).text()).toBe('');
});

test('follows a redirect and resends the body', async () => {
  await using server = await serve((req, res) => {
    if (req.url === '/old') return res.writeHead(307, { location: '/new' }).end();
    return req.setEncoding('utf8').on('data', (body: string) => res.end(`${req.url} ${body}`));
  });
  expect(await (await server.fetch(`${server.origin}/old`, POST)).text()).toBe('/new {"q":1}');
});

test('does not follow a redirect to another server, which would receive the key', async () => {
  const asked: unknown[] = [];
  await using other = await serve((req, res) => res.end(String(asked.push(req.headers))));
  await using server = await serve((_, res) => res.writeHead(307, { location: `${other.origin}/new` }).end());
  const answer = await server.fetch(server.origin, { ...POST, headers: { 'x-api-key': 'secret' } });
  expect(answer.status).toBe(307);
  expect(asked).toEqual([]);
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
