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
    { redirect: { iss: EVIL, error: 'odd', error_description: 'call 555' } },
    'iss differs',
  ],
])('a redirect is discarded if the authorization server %s', async (_what, odd, said) => {
  const server = await protectedServer(odd);
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain(said);
  expect(String(failure)).not.toMatch(/evil|555|odd/);
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
    `${redirectUrl}?error=access_denied&error_description=call+555&iss=${EVIL}`;
  const failure = await failureOf(callTool(bank(server.url, { authorize }), pay));
  expect(String(failure)).toContain('state differs');
  expect(String(failure)).not.toMatch(/555|access_denied/);
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

test('a signed assertion of the client is for the issuer', async () => {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64');
  const server = await protectedServer();
  const host = bankWith(server.url, {
    clientId: 'mine',
    grantType: 'client_credentials',
    privateKey: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----`,
  });
  await callTool(host, pay);
  const [, claims = ''] = server.issuer.tokenRequests[0]?.form.get('client_assertion')?.split('.') ?? [];
  const { aud, iss }: { aud?: string; iss?: string } = JSON.parse(
    Buffer.from(claims, 'base64url').toString(),
  );
  expect({ aud, iss }).toEqual({ aud: server.issuer.issuer, iss: 'mine' });
});

test('the resource and S256 are in every request, and a registration names the type of the application', async () => {
  const server = await protectedServer();
  const host = bank(server.url);
  await callTool(host, pay);
  server.revoke();
  await callTool(host, pay);
  const { authorizations, tokenRequests, registrations } = server.issuer;
  const requests = [...authorizations, ...tokenRequests.map(({ form }) => form)];
  expect(requests.map((one) => one.get('resource'))).toEqual([server.url, server.url, server.url]);
  expect(authorizations[0]?.get('code_challenge_method')).toBe('S256');
  expect(registrations).toMatchObject([
    { application_type: 'native', grant_types: ['authorization_code', 'refresh_token'] },
  ]);
});

test('a redirect URL elsewhere is that of a web application', async () => {
  const server = await protectedServer();
  await callTool(bankWith(server.url, { redirectUriOptions: ['https://app.example/callback'] }), pay);
  expect(server.issuer.registrations).toMatchObject([
    { application_type: 'web', redirect_uris: ['https://app.example/callback'] },
  ]);
});

test('a redirect URL that is neither https nor on this machine is refused', async () => {
  const server = await protectedServer();
  const host = bankWith(server.url, { redirectUriOptions: ['http://app.example/callback'] });
  expect(String(await failureOf(callTool(host, pay)))).toContain('neither https nor on this machine');
});

test('metadata of another resource is not used', async () => {
  const server = await protectedServer();
  server.behaviour.metadata = { resource: `${EVIL}/mcp` };
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(String(failure)).toContain('is that of another resource');
  expect(server.issuer.paths).toEqual([]);
});

test.each([
  [
    'a client of the settings',
    { clientId: 'mine', clientMetadataUrl: 'https://app.example/client.json' },
    true,
    'mine',
  ],
  [
    'a metadata document',
    { clientMetadataUrl: 'https://app.example/client.json' },
    true,
    'https://app.example/client.json',
  ],
  ['a registration', { clientMetadataUrl: 'https://app.example/client.json' }, false, 'registered-1'],
])('the client is %s, in the order of the specification', async (_what, client, documents, clientId) => {
  const server = await protectedServer({ metadata: { client_id_metadata_document_supported: documents } });
  await callTool(bankWith(server.url, client), pay);
  expect(server.issuer.authorizations[0]?.get('client_id')).toBe(clientId);
  expect(server.issuer.registrations).toHaveLength(clientId === 'registered-1' ? 1 : 0);
});

test('an authorization server that registers no clients is an error that asks for a client', async () => {
  const server = await protectedServer({ metadata: { registration_endpoint: undefined } });
  const failure = await failureOf(callTool(bank(server.url), pay));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('set clientId');
});
