import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, test, vi } from 'vitest';
import type { AuthorizationHandler } from './auth/settings.ts';
import { MemoryTokenStore } from './auth/token-store.ts';
import type { Reply } from './fixtures/authorization-server.ts';
import { agree, bank, bankWith, pay } from './fixtures/bank.ts';
import { callTool, failureOf } from './fixtures/harness.ts';
import { protectedServer, type ProtectedServer } from './fixtures/protected-server.ts';

function isRefresh(form: URLSearchParams): boolean {
  return form.get('grant_type') === 'refresh_token';
}

/** Has token requests of a kind answered with these replies in turn, and then as usual. */
function reply(server: ProtectedServer, replies: Reply[], applies = isRefresh): void {
  server.issuer.odd.token = (form) => (applies(form) ? replies.shift() : undefined);
}

function unavailable(retryAfter: string, status = 503): Reply {
  return { status, headers: { 'retry-after': retryAfter }, body: '<html>my internal page' };
}

test.each([503, 429, 500])(
  'a refresh is retried when the authorization server responds with %i',
  async (status) => {
    const server = await protectedServer();
    const authorize = vi.fn<AuthorizationHandler>(agree);
    const host = bank(server.url, { authorize });
    await callTool(host, pay);
    server.revoke();
    reply(server, [unavailable('0', status), unavailable('0', status)]);
    expect((await callTool(host, pay)).isError).toBe(false);
    expect(server.asked.filter((one) => one === 'refresh_token')).toHaveLength(3);
    expect(authorize).toHaveBeenCalledOnce();
  },
);

test.each([
  ['stays unavailable', ['0', '0', '0'], 3],
  ['wants a long wait', ['3600'], 1],
])(
  'if the authorization server %s, the error names the refresh, and the token is not lost',
  async (_what, waits, times) => {
    const server = await protectedServer();
    const authorize = vi.fn<AuthorizationHandler>(agree);
    const host = bank(server.url, { authorize });
    await callTool(host, pay);
    server.revoke();
    reply(
      server,
      waits.map((wait) => unavailable(wait)),
    );
    const failure = await failureOf(callTool(host, pay));
    expect(failure).toBeInstanceOf(AuthorizationError);
    expect(failure).not.toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain('could not be refreshed');
    expect(String(failure)).toContain('HTTP 503');
    expect(String(failure)).not.toContain('internal');
    expect(server.asked.filter((one) => one === 'refresh_token')).toHaveLength(times);
    expect((await callTool(host, pay)).isError).toBe(false);
    expect(authorize).toHaveBeenCalledOnce();
  },
);

test('a token that is valid for a while is used although it cannot be refreshed now', async () => {
  const server = await protectedServer({ tokenFields: { expires_in: 30 } });
  reply(
    server,
    Array.from({ length: 20 }, () => unavailable('3600')),
  );
  expect((await callTool(bank(server.url), pay)).isError).toBe(false);
  expect(server.asked).toContain('refresh_token');
});

test('a rejected refresh token is dropped, and the user is asked', async () => {
  const server = await protectedServer();
  const authorize = vi.fn<AuthorizationHandler>(agree);
  const tokenStore = new MemoryTokenStore();
  const host = bank(server.url, { authorize, tokenStore });
  await callTool(host, pay);
  server.revoke();
  reply(server, [{ status: 400, body: { error: 'invalid_grant' } }]);
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(authorize).toHaveBeenCalledTimes(2);
  expect(server.asked.slice(3)).toEqual(['refresh_token', 'authorize', 'authorization_code']);
});

test('without a user to ask, the error says that the refresh token was rejected', async () => {
  const server = await protectedServer();
  const tokenStore = new MemoryTokenStore();
  await callTool(bank(server.url, { authorize: agree, tokenStore }), pay);
  server.revoke();
  reply(server, [{ status: 400, body: { error: 'invalid_grant' } }]);
  const failure = await failureOf(callTool(bank(server.url, { tokenStore }), pay));
  expect(String(failure)).toContain('refresh token was rejected: invalid_grant');
  expect(String(failure)).toContain('oauth.authorize');
});

test.each(['invalid_client', 'unauthorized_client'])(
  'a registration that the authorization server has forgotten (%s) is made anew',
  async (error) => {
    const server = await protectedServer();
    const host = bank(server.url);
    await callTool(host, pay);
    server.revoke();
    reply(server, [{ status: 401, body: { error } }]);
    expect((await callTool(host, pay)).isError).toBe(false);
    expect(server.asked.slice(3)).toEqual(['refresh_token', 'register', 'authorize', 'authorization_code']);
    expect(server.issuer.tokenRequests.at(-1)?.form.get('client_id')).toBe('registered-2');
  },
);

test('a client of the settings that is rejected is an error, and not registered anew', async () => {
  const server = await protectedServer();
  const all: Reply = {
    status: 401,
    body: { error: 'invalid_client', error_description: 'Unknown\u001b[31m client\n!' },
  };
  reply(server, [all, all], () => true);
  const host = bankWith(server.url, {
    clientId: 'mine',
    clientSecret: 'my-client-secret',
    grantType: 'client_credentials',
  });
  const failure = await failureOf(callTool(host, pay));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('invalid_client (Unknown [31m client !)');
  expect(server.asked).toEqual(['client_credentials']);
});

test.each<[string, Reply, string]>([
  ['a page', { status: 400, body: '<html>my internal page' }, 'HTTP 400.'],
  ['an odd error', { status: 400, body: { error: 'my internal\nerror' } }, 'HTTP 400.'],
  [
    'an error with status 200',
    { status: 200, body: { error: 'bad_verification_code', error_uri: 'my internal' } },
    'bad_verification_code',
  ],
  ['no token', { status: 200, body: { internal: 'my internal' } }, 'no access token'],
  [
    'a long description',
    { status: 400, body: { error: 'invalid_scope', error_description: 'x'.repeat(5_000) } },
    `${'x'.repeat(200)}…`,
  ],
])(
  'of %s of the token endpoint, only the code and a short description are shown',
  async (_what, answer, said) => {
    const server = await protectedServer();
    reply(server, [answer], () => true);
    const failure = await failureOf(callTool(bank(server.url), pay));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain(said);
    expect(String(failure)).not.toContain('internal');
    expect(String(failure).length).toBeLessThan(1_000);
  },
);

test('of a rejected registration, only the code and a short description are shown', async () => {
  const body = {
    error: 'invalid_redirect_uri',
    error_description: 'No loopback',
    debug: 'my internal state',
  };
  const server = await protectedServer({ register: () => ({ status: 400, body }) });
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('invalid_redirect_uri (No loopback)');
  expect(String(failure)).not.toContain('internal');
});

test('a token that is rejected right after its refresh is replaced by a new one', async () => {
  const server = await protectedServer();
  const host = bank(server.url);
  await callTool(host, pay);
  server.revoke();
  reply(server, [{ status: 200, body: { access_token: 'worthless', token_type: 'bearer' } }]);
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(server.asked.slice(3)).toEqual(['refresh_token', 'authorize', 'authorization_code']);
});

test('a secret of a registration is hidden in errors', async () => {
  const body = { client_id: 'one', redirect_uris: [], client_secret: 'a-registered-secret' };
  const server = await protectedServer({ register: () => ({ status: 201, body }) });
  const host = bank(server.url);
  await callTool(host, pay);
  server.revoke();
  const answer: Reply = { status: 400, body: { error: 'odd', error_description: 'Got a-registered-secret' } };
  reply(server, [answer]);
  expect(String(await failureOf(callTool(host, pay)))).toContain('odd (Got [hidden])');
});

test('a login that failed can be tried again', async () => {
  const server = await protectedServer();
  let fails = true;
  const authorize: AuthorizationHandler = (request) =>
    fails ? Promise.reject(new Error('no browser')) : agree(request);
  const host = bank(server.url, { authorize });
  expect(String(await failureOf(callTool(host, pay)))).toContain('no browser');
  fails = false;
  expect((await callTool(host, pay)).isError).toBe(false);
});
