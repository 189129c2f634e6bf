import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, test, vi } from 'vitest';
import type { AuthorizationHandler } from './auth/settings.ts';
import { MemoryTokenStore } from './auth/token-store.ts';
import { authorizationServer, type Oddities } from './fixtures/authorization-server.ts';
import { agree, bank, bankWith, pay } from './fixtures/bank.ts';
import { callTool, failureOf } from './fixtures/harness.ts';
import { protectedServer } from './fixtures/protected-server.ts';

const EVIL = 'https://evil.example';
const ANNOUNCED = { authorization_response_iss_parameter_supported: true };

test.each<[string, Partial<Oddities>, string]>([
  [
    'announces iss, and another server answers',
    { metadata: ANNOUNCED, redirect: { iss: EVIL } },
    'iss differs',
  ],
  ['announces iss, and it is missing', { metadata: ANNOUNCED }, 'iss is missing'],
  ['does not announce iss, and another server answers', { redirect: { iss: EVIL } }, 'iss differs'],
  [
    'answers with iss and an error',
    { redirect: { iss: EVIL, error: 'odd', error_description: 'call eve' } },
    'iss differs',
  ],
])('a redirect is discarded if the authorization server %s', async (_what, odd, said) => {
  const server = await protectedServer(odd);
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain(said);
  expect(String(failure)).not.toMatch(/evil|call eve|odd/);
  // The code went nowhere.
  expect(server.asked).not.toContain('authorization_code');
});

test('a redirect from the right issuer is accepted, and compared without normalization', async () => {
  const server = await protectedServer({ metadata: ANNOUNCED });
  const { issuer, odd } = server.issuer;
  odd.redirect = { iss: `${issuer}/` };
  const host = bank(server.url);
  expect(String(await failureOf(callTool(host, pay)))).toContain('iss differs');
  odd.redirect = { iss: issuer };
  expect((await callTool(host, pay)).isError).toBe(false);
});

test('the state is checked before the issuer, and an error of an unverified redirect is not shown', async () => {
  const server = await protectedServer({ metadata: ANNOUNCED });
  const authorize: AuthorizationHandler = async ({ redirectUrl }) =>
    `${redirectUrl}?error=access_denied&error_description=call+eve&iss=${EVIL}`;
  const failure = await failureOf(callTool(bank(server.url, { authorize }), pay));
  expect(String(failure)).toContain('state differs');
  expect(String(failure)).not.toMatch(/call eve|access_denied/);
});

test('metadata of another issuer is not used', async () => {
  const server = await protectedServer({ metadata: { issuer: EVIL } });
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('is that of another issuer');
  expect(server.asked).toEqual([]);
});

test.each([
  ['are not announced', undefined],
  ['lack S256', ['plain']],
])(
  'no user is asked if the code challenge methods of the authorization server %s',
  async (_what, methods) => {
    const server = await protectedServer({ metadata: { code_challenge_methods_supported: methods } });
    const authorize = vi.fn<AuthorizationHandler>(agree);
    const failure = await failureOf(callTool(bank(server.url, { authorize }), pay));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(String(failure)).toContain('S256');
    expect(authorize).not.toHaveBeenCalled();
  },
);

test('a server that moves to another authorization server is registered there anew, and the old one keeps its secrets', async () => {
  const old = { token_endpoint_auth_method: 'client_secret_post', client_secret: 'old-client-secret' };
  const server = await protectedServer({
    register: () => ({ status: 201, body: { client_id: 'old-client', redirect_uris: [], ...old } }),
  });
  const host = bank(server.url);
  await callTool(host, pay);
  expect(server.issuer.tokenRequests[0]?.form.get('client_secret')).toBe('old-client-secret');
  const other = await authorizationServer();
  server.moveTo(other);
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(other.asked).toEqual(['register', 'authorize', 'authorization_code']);
  const sent = [...other.tokenRequests.map(({ form }) => form), ...other.authorizations].join();
  expect(sent + JSON.stringify(other.registrations)).not.toMatch(/old-client|refresh-number/);
});

test.each([
  ['a client secret', { clientId: 'mine', clientSecret: 'my-client-secret' }],
  ['a public client', { clientId: 'mine' }],
  [
    'an account',
    { clientId: 'mine', clientSecret: 'my-client-secret', grantType: 'client_credentials' as const },
  ],
])('%s of the settings is for the first authorization server only', async (_what, client) => {
  const server = await protectedServer();
  const host = bankWith(server.url, client);
  await callTool(host, pay);
  const other = await authorizationServer();
  server.moveTo(other);
  const failure = await failureOf(callTool(host, pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain(`auth.oauth.authorizationServer to ${other.issuer}`);
  expect(other.asked).toEqual([]);
});

test('the pinned authorization server is kept in the store, and used if the server names it among others', async () => {
  const server = await protectedServer();
  const tokenStore = new MemoryTokenStore();
  const client = { clientId: 'mine', clientSecret: 'my-client-secret' };
  await callTool(bankWith(server.url, client, { authorize: agree, tokenStore }), pay);
  const other = await authorizationServer();
  server.revoke();
  server.moveTo(other, server.issuer);
  expect((await callTool(bankWith(server.url, client, { tokenStore }), pay)).isError).toBe(false);
  expect(other.paths).toEqual([]);
  server.revoke();
  server.moveTo(other);
  const failure = await failureOf(callTool(bankWith(server.url, client, { tokenStore }), pay));
  expect(String(failure)).toContain('now names another authorization server');
});

test('with authorizationServer, credentials and refresh tokens go to that one, whatever the server names', async () => {
  const server = await protectedServer();
  const { issuer } = server.issuer;
  const evil = await authorizationServer();
  server.moveTo(evil, server.issuer);
  const host = bankWith(server.url, {
    authorizationServer: issuer,
    clientId: 'mine',
    clientSecret: 'my-client-secret',
    accessToken: 'an-old-token',
    refreshToken: 'my-refresh-token',
  });
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(server.issuer.tokenRequests[0]?.form.get('refresh_token')).toBe('my-refresh-token');
  expect(evil.paths).toEqual([]);
});

test('an identity assertion names the pinned authorization server, and none is requested for another one', async () => {
  const audiences: (string | null)[] = [];
  const idp = await authorizationServer({
    token: (form) => {
      audiences.push(form.get('audience'));
      return { status: 200, body: { access_token: 'an-assertion', token_type: 'N_A' } };
    },
  });
  const server = await protectedServer();
  const host = bankWith(server.url, {
    clientId: 'mine',
    clientSecret: 'my-client-secret',
    identityProvider: { tokenEndpoint: `${idp.issuer}/token`, clientId: 'me', idToken: 'my-id-token' },
  });
  await callTool(host, pay);
  expect(server.issuer.tokenRequests[0]?.form.get('assertion')).toBe('an-assertion');
  const evil = await authorizationServer();
  server.moveTo(evil);
  expect(String(await failureOf(callTool(host, pay)))).toContain('now names another authorization server');
  expect(audiences).toEqual([server.issuer.issuer]);
  expect(evil.asked).toEqual([]);
});

test('metadata of another resource is not used', async () => {
  const server = await protectedServer();
  server.behaviour.metadata = { resource: `${EVIL}/mcp` };
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(String(failure)).toContain('is that of another resource');
  expect(server.issuer.paths).toEqual([]);
});
