import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FileTokenStore } from './auth/file-token-store.ts';
import { MemoryTokenStore, type TokenStore } from './auth/token-store.ts';
import { agree, bank, pay } from './fixtures/bank.ts';
import { callTool, failureOf, temporaryFolder } from './fixtures/harness.ts';
import { protectedServer } from './fixtures/protected-server.ts';

test.each([
  ['in memory', () => new MemoryTokenStore()],
  ['in a folder', () => new FileTokenStore(join(temporaryFolder(), 'tokens'))],
])('tokens stored %s serve the next host with the same store', async (_where, makeStore) => {
  const server = await protectedServer();
  const tokenStore = makeStore();
  await callTool(bank(server.url, { authorize: agree, tokenStore }), pay);
  expect((await callTool(bank(server.url, { tokenStore }), pay)).isError).toBe(false);
  expect(server.asked).toHaveLength(3);
});

test('two processes that refresh at once do not lose the tokens of the faster one', async () => {
  const server = await protectedServer();
  const tokenStore = new MemoryTokenStore();
  const first = bank(server.url, { authorize: agree, tokenStore });
  await callTool(first, pay);
  const before = await tokenStore.get(`bank ${server.url}`);
  server.revoke();
  await callTool(first, pay);
  let rejected = false;
  server.issuer.odd.token = (form) => {
    rejected = form.get('refresh_token') === 'refresh-number-1';
    return rejected ? { status: 400, body: { error: 'invalid_grant' } } : undefined;
  };
  // The second process has read the store before the first one wrote to it.
  const slow: TokenStore = {
    get: async (key) => (rejected ? tokenStore.get(key) : before),
    set: (key, authorization) => tokenStore.set(key, authorization),
  };
  expect((await callTool(bank(server.url, { tokenStore: slow }), pay)).isError).toBe(false);
  expect(rejected).toBe(true);
  expect((await tokenStore.get(`bank ${server.url}`))?.tokens).toMatchObject({
    refresh_token: 'refresh-number-2',
  });
});

test('two processes with one token folder use a refresh token once', async () => {
  const server = await protectedServer();
  const folder = join(temporaryFolder(), 'tokens');
  const store = (): FileTokenStore => new FileTokenStore(folder);
  await callTool(bank(server.url, { authorize: agree, tokenStore: store() }), pay);
  const hosts = [1, 2, 3].map(() => bank(server.url, { tokenStore: store() }));
  await Promise.all(hosts.map((host) => callTool(host, pay)));
  server.revoke();
  const used: (string | null)[] = [];
  server.issuer.odd.token = (form) => {
    const again = used.includes(form.get('refresh_token'));
    used.push(form.get('refresh_token'));
    return again ? { status: 400, body: { error: 'invalid_grant' } } : undefined;
  };
  for (const { isError } of await Promise.all(hosts.map((host) => callTool(host, pay))))
    expect(isError).toBe(false);
  expect(used).toEqual(['refresh-number-1']);
});

test('a token store that hangs is an error, and not the end of the server', async () => {
  const server = await protectedServer();
  const memory = new MemoryTokenStore();
  let hangs = true;
  const tokenStore: TokenStore = {
    get: (key) => memory.get(key),
    set: (key, authorization) => (hangs ? new Promise(() => undefined) : memory.set(key, authorization)),
  };
  const host = bank(server.url, { authorize: agree, tokenStore }, { httpTimeoutSeconds: 5 });
  expect(String(await failureOf(callTool(host, pay)))).toContain(
    'The token store failed for MCP server "bank"',
  );
  hangs = false;
  expect((await callTool(host, pay)).isError).toBe(false);
});
