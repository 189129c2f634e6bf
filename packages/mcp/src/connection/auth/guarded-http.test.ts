import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../fixtures/authorization-server.ts';
import { failureOf } from '../../fixtures/harness.ts';
import { type GuardedHttp, NoResponseError, openGuardedHttp, RefusedUrlError } from './guarded-http.ts';

interface Options {
  readonly server?: string;
  readonly trusted?: string;
  /** The addresses of every name; without them, those of the system. */
  readonly addresses?: readonly string[];
  readonly timeoutMs?: number;
}

function guarded({
  server = 'https://mcp.example/mcp',
  trusted,
  addresses,
  timeoutMs = 20_000,
}: Options): GuardedHttp {
  const http = openGuardedHttp({
    server: new URL(server),
    trusted: trusted === undefined ? [] : [new URL(trusted)],
    timeoutMs,
    signal: new AbortController().signal,
    // A stand-in for DNS, in which anybody can publish any address.
    ...(addresses !== undefined && {
      lookup: (_hostname, { all }, callback) => {
        const found: LookupAddress[] = addresses.map((address) => ({
          address,
          family: address.includes(':') ? 6 : 4,
        }));
        if (all === true) callback(null, found);
        else callback(null, found[0]?.address ?? '', found[0]?.family ?? 4);
      },
    }),
  });
  onTestFinished(() => http.close());
  return http;
}

test.each<[string, string[]]>([
  ['on this machine', ['127.0.0.1']],
  ['on this machine', ['::ffff:127.0.0.1']],
  ['on this machine', ['8.8.8.8', '127.0.0.1']],
  ['in a private network', ['192.168.0.1']],
  ['in a private network', ['fd12::1']],
  ['link-local, multicast or reserved', ['169.254.169.254']],
  ['link-local, multicast or reserved', ['fe80::1']],
])('a name with an address %s (%j) is not connected to', async (where, addresses) => {
  const { fetch } = guarded({ addresses });
  const failure = await failureOf(fetch('https://login.example/token', { method: 'POST' }));
  expect(failure).toBeInstanceOf(RefusedUrlError);
  expect(String(failure)).toContain(`is ${where}`);
});

test.each([
  ['http://127.0.0.1:1/mcp', ['10.0.0.1']],
  ['http://10.0.0.9/mcp', ['127.0.0.1']],
  ['http://169.254.0.9/mcp', ['169.254.169.254']],
])('a server at %s cannot reach what has another kind of address', async (server, addresses) => {
  const failure = await failureOf(guarded({ server, addresses }).fetch('https://login.example/'));
  expect(failure).toBeInstanceOf(RefusedUrlError);
});

test('a name that means this machine is not connected to elsewhere', async () => {
  const { fetch } = guarded({ server: 'http://localhost:1/mcp', addresses: ['8.8.8.8'] });
  expect(await failureOf(fetch('http://login.localhost/'))).toBeInstanceOf(RefusedUrlError);
});

test('an authorization server of the settings may be at a private address', async () => {
  const reached = Promise.withResolvers<void>();
  const listener = createServer((socket) => {
    socket.on('error', () => undefined).destroy();
    reached.resolve();
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void listener.close());
  const address = listener.address();
  const issuer = `https://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  expect(await failureOf(guarded({}).fetch(issuer))).toBeInstanceOf(RefusedUrlError);
  expect(await failureOf(guarded({ trusted: issuer }).fetch(issuer))).toBeInstanceOf(NoResponseError);
  await reached.promise;
});

test('a response that never ends is given up in time', async () => {
  const origin = await serve((_request, response) => void response.writeHead(200).write('{'));
  const failure = await failureOf(guarded({ server: origin, timeoutMs: 300 }).fetch(`${origin}/metadata`));
  expect(failure).toBeInstanceOf(NoResponseError);
  expect(String(failure)).toContain(`${origin}/metadata did not respond within 0.3 s`);
});
