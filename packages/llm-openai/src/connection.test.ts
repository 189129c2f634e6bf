import { once } from 'node:events';
import { expect, test } from 'vitest';
import { ASK, askOnce, attemptOf, hostFor, modelErrorOf, question } from './test-support/ask.ts';
import { startWireServer } from './test-support/wire-server.ts';

const apiKey = 'sk-test-0123456789';

test('a service that cannot be reached fails with its URL and is retried', async () => {
  const server = await startWireServer(() => {});
  await server[Symbol.asyncDispose]();
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  expect(error.message).toContain(server.origin);
  expect(error.message).toMatch(/ECONNREFUSED/);
  expect(error.nonRetryable).toBeUndefined();
  expect(error.status).toBeUndefined();
});

test.each([
  ['before the response', (destroy: () => void) => destroy()],
  [
    'during the response',
    (destroy: () => void, write: (text: string) => void) => {
      write('{"choices": [');
      destroy();
    },
  ],
])('a connection lost %s is retried', async (_, cut) => {
  await using server = await startWireServer((res) =>
    cut(
      () => res.destroy(),
      (text) => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        res.write(text);
      },
    ),
  );
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  expect(error.message).toContain(server.origin);
  expect(error.nonRetryable).toBeUndefined();
});

test('a cancelled request ends at once with the reason of the cancellation', async () => {
  const arrived = Promise.withResolvers<void>();
  const hungUp = Promise.withResolvers<void>();
  await using server = await startWireServer((res) => {
    res.on('close', () => hungUp.resolve());
    arrived.resolve();
  });
  const controller = new AbortController();
  const asking = askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }, question('x'), {
    signal: controller.signal,
  });
  const outcome = Promise.allSettled([asking]);
  await arrived.promise;
  const reason = new Error('the user went home');
  controller.abort(reason);
  expect(await outcome).toEqual([{ status: 'rejected', reason }]);
  await hungUp.promise;
});

test('closing the host closes its connections and fails pending requests', async () => {
  const arrived = Promise.withResolvers<void>();
  await using server = await startWireServer(() => arrived.resolve());
  const host = hostFor({ openai: { apiKey, baseUrl: server.baseUrl } });
  const failure = modelErrorOf(host.run(attemptOf(ASK, question('one'))));
  await arrived.promise;
  const ended = Promise.all([...server.sockets].map((socket) => once(socket, 'close')));
  await host.close();
  await ended;
  expect((await failure).nonRetryable).toBeUndefined();
});
