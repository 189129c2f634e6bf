import { lookup } from 'node:dns/promises';
import { hostname, networkInterfaces } from 'node:os';
import { gzipSync } from 'node:zlib';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, test, vi } from 'vitest';
import type { AuthorizationHandler } from './auth/settings.ts';
import { zoneOf } from './connection/auth/addresses.ts';
import { authorizationServer, serve } from './fixtures/authorization-server.ts';
import { agree, bank, pay } from './fixtures/bank.ts';
import { callTool, failureOf } from './fixtures/harness.ts';
import { protectedServer } from './fixtures/protected-server.ts';

/** An address of this machine that is not loopback. */
const OUTSIDE = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

test.each([
  ['authorization_endpoint', 'vscode://open'],
  ['authorization_endpoint', 'file:///etc/passwd'],
  ['authorization_endpoint', 'javascript:alert(1)'],
  ['authorization_endpoint', 'http://login.example/authorize'],
  ['authorization_endpoint', 'https://user:hush@login.example/authorize'],
  ['authorization_endpoint', 'https://169.254.169.254/authorize'],
  ['token_endpoint', 'http://login.example/token'],
  ['token_endpoint', 'https://user:hush@login.example/token'],
  ['token_endpoint', 'https://10.0.0.1/token'],
  ['token_endpoint', 'https://[fd00::9]/token'],
  ['registration_endpoint', 'http://login.example/register'],
  ['registration_endpoint', 'https://100.64.0.1/register'],
])('the user is not sent anywhere if %s is %s', async (name, url) => {
  const server = await protectedServer({ metadata: { [name]: url } });
  const authorize = vi.fn<AuthorizationHandler>(agree);
  const failure = await failureOf(callTool(bank(server.url, { authorize }), pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).not.toContain('hush');
  expect(authorize).not.toHaveBeenCalled();
  expect(server.asked).toEqual([]);
});

test.each([
  ['http://login.example', 'not an https URL'],
  ['https://user:hush@login.example', 'user name or password'],
  ['https://10.1.2.3', 'in a private network'],
  ['https://[::ffff:192.168.1.1]', 'in a private network'],
  ['https://169.254.169.254', 'link-local'],
  ['https://0.0.0.0', 'reserved'],
  ['ftp://login.example', 'not an https URL'],
])('an authorization server at %s is refused', async (issuer, said) => {
  const server = await protectedServer();
  server.behaviour.metadata = { authorization_servers: [issuer] };
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain(said);
  // The settings can allow an address, but nothing else.
  expect(String(failure).includes('auth.oauth.authorizationServer')).toBe(
    /machine|network|link-local|reserved/.test(said),
  );
});

test.runIf(OUTSIDE !== undefined).each([
  ['its IPv4 address', (port: string) => `https://127.0.0.1:${port}`],
  ['another spelling of it', (port: string) => `https://0x7f000001:${port}`],
  ['an IPv4-mapped IPv6 address', (port: string) => `https://[::ffff:127.0.0.1]:${port}`],
  ['plain http', (port: string) => `http://127.0.0.1:${port}`],
  ['a name that means this machine', (port: string) => `https://localhost:${port}`],
])('a server elsewhere cannot reach this machine by %s', async (_what, urlAt) => {
  const requests: string[] = [];
  const inside = await serve((request, response) => {
    requests.push(request.url ?? '');
    response.end('{}');
  });
  const { port } = new URL(inside);
  const server = await protectedServer({}, { host: OUTSIDE ?? '' });
  server.behaviour.challenge = `resource_metadata="${urlAt(port)}/internal"`;
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(String(failure)).toContain('was refused');
  expect(requests).toEqual([]);
});

/** A name of this machine, other than localhost, that the system resolves to loopback or to a private network. */
const LOCAL_NAME = await lookup(hostname()).then(
  ({ address }) => (hostname() !== 'localhost' && zoneOf(address) !== 'public' ? hostname() : undefined),
  () => undefined,
);

test.runIf(OUTSIDE !== undefined && LOCAL_NAME !== undefined)(
  'a server elsewhere cannot reach this machine by a name that resolves to it',
  async () => {
    const server = await protectedServer({}, { host: OUTSIDE ?? '' });
    server.behaviour.metadata = { authorization_servers: [`https://${LOCAL_NAME}:8443`] };
    const failure = await failureOf(callTool(bank(server.url), pay));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toMatch(
      /was refused, because its address .* is (?:on this machine|in a private network)/,
    );
  },
);

test.each(['resource', 'server'])(
  'redirects of the metadata of the %s are followed, and each URL is checked',
  async (whose) => {
    const server = await protectedServer();
    const path =
      whose === 'resource'
        ? '/.well-known/oauth-protected-resource/mcp'
        : '/.well-known/oauth-authorization-server';
    let location = 'http://169.254.169.254/latest/meta-data';
    const redirect = (asked: string) => (asked === path ? { status: 302, headers: { location } } : undefined);
    if (whose === 'resource') server.behaviour.path = redirect;
    else server.issuer.odd.path = redirect;
    const host = bank(server.url);
    expect(String(await failureOf(callTool(host, pay)))).toContain(
      '169.254.169.254/latest/meta-data was refused',
    );
    const moved = await protectedServer();
    location = whose === 'resource' ? `${new URL(moved.url).origin}${path}` : `${moved.issuer.issuer}${path}`;
    // What is there is for another resource, and of another issuer.
    expect(String(await failureOf(callTool(host, pay)))).toContain('is that of another');
  },
);

test('a server is not locked out by what never responds: the login fails in time, and can be tried again', async () => {
  const paths = [
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-authorization-server',
    '/register',
    '/token',
  ];
  const lockedOut = async (path: string): Promise<void> => {
    const server = await protectedServer();
    let hangs = true;
    const hang = (asked: string) => (hangs && asked === path ? 'hang' : undefined);
    server.behaviour.path = hang;
    server.issuer.odd.path = hang;
    const host = bank(server.url, { authorize: agree }, { httpTimeoutSeconds: 5 });
    const failure = await failureOf(callTool(host, pay));
    expect(failure).toBeInstanceOf(AuthorizationError);
    expect(failure).not.toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain(`${path} did not respond within 5 s`);
    hangs = false;
    expect((await callTool(host, pay)).isError).toBe(false);
  };
  await Promise.all(paths.map((path) => lockedOut(path)));
});

test('a resource whose metadata is unavailable is not taken for one without metadata', async () => {
  const server = await protectedServer();
  server.behaviour.path = () => ({ status: 503, body: 'my internal page' });
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).not.toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('HTTP 503');
  expect(String(failure)).not.toContain('internal');
});

test('a page in place of metadata means that there is none', async () => {
  const server = await protectedServer();
  const { odd } = server.issuer;
  server.behaviour.challenge = `resource_metadata="${new URL('/page', server.url).href}"`;
  server.behaviour.path = (path) => (path === '/page' ? { status: 200, body: '<html>' } : undefined);
  odd.path = (path) =>
    path.includes('oauth-authorization-server') ? { status: 200, body: '<html>' } : undefined;
  expect(String(await failureOf(callTool(bank(server.url), pay)))).toContain('has no metadata');
  expect(server.issuer.paths).toContain('/.well-known/openid-configuration');
});

test.each([
  ['long', { body: JSON.stringify({ padding: 'x'.repeat(2_000_000) }) }],
  [
    'compressed',
    {
      body: gzipSync(JSON.stringify({ padding: 'x'.repeat(2_000_000) })).toString('latin1'),
      compressed: true,
    },
  ],
])(
  'metadata that is too %s is not read',
  async (_what, { body, compressed = false }: { body: string; compressed?: boolean }) => {
    const server = await protectedServer();
    const big = await serve((_request, response) => {
      response
        .writeHead(200, compressed ? { 'content-encoding': 'gzip' } : {})
        .end(Buffer.from(body, 'latin1'));
    });
    server.behaviour.challenge = `resource_metadata="${big}/metadata"`;
    expect(String(await failureOf(callTool(bank(server.url), pay)))).toContain('larger than 1000000 bytes');
  },
);

test('closing the host aborts a login without waiting calls', async () => {
  const server = await protectedServer();
  const asked = Promise.withResolvers<AbortSignal>();
  const authorize: AuthorizationHandler = ({ signal }) => {
    asked.resolve(signal);
    return new Promise(() => undefined);
  };
  const host = bank(server.url, { authorize });
  const calling = failureOf(callTool(host, pay));
  const signal = await asked.promise;
  expect(signal.aborted).toBe(false);
  await host.close();
  await calling;
  expect(signal.aborted).toBe(true);
});

test('an authorization server on this machine may serve a server on this machine', async () => {
  const server = await protectedServer();
  const other = await authorizationServer();
  server.moveTo(other);
  expect((await callTool(bank(server.url), pay)).isError).toBe(false);
});
