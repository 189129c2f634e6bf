import { expect, test } from 'vitest';
import { bank, bankWith, pay } from './fixtures/bank.ts';
import { callTool, failureOf } from './fixtures/harness.ts';
import { protectedServer } from './fixtures/protected-server.ts';

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
