import type { JsonValue } from '@mcp-agent/core';
import { AuthorizationError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { AuthorizationHandler } from './auth/settings.ts';
import { agree, bank, pay } from './fixtures/bank.ts';
import { callTool, failureOf, listTools } from './fixtures/harness.ts';
import { protectedServer } from './fixtures/protected-server.ts';

test('asks the user once for all concurrent callers', async () => {
  const server = await protectedServer();
  const authorize = vi.fn<AuthorizationHandler>(agree);
  const host = bank(server.url, { authorize });
  const answers = { agent: 'ann', sampling: true, elicitation: false };
  await Promise.all([callTool(host, pay), callTool(host, pay), callTool(host, { ...pay, answers })]);
  expect(authorize).toHaveBeenCalledOnce();
  expect(server.asked).toEqual(['register', 'authorize', 'authorization_code']);
});

test('refreshes an expired token without asking the user', async () => {
  const server = await protectedServer();
  const authorize = vi.fn<AuthorizationHandler>(agree);
  const host = bank(server.url, { authorize });
  await callTool(host, pay);
  server.revoke();
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(authorize).toHaveBeenCalledOnce();
  expect(server.asked.at(-1)).toBe('refresh_token');
});

test('refreshes a token that is about to expire before using it', async () => {
  const server = await protectedServer({ tokenFields: { expires_in: 30 } });
  const host = bank(server.url, { authorize: agree });
  await callTool(host, pay);
  expect(server.asked).toContain('refresh_token');
});

test.each([
  ['its own challenge', undefined],
  ['challenges of other schemes', 'Basic realm="bank", Negotiate'],
])('asks the user again, for all scopes, when a call needs more scopes, with %s', async (_, otherSchemes) => {
  const server = await protectedServer({}, otherSchemes === undefined ? {} : { otherSchemes });
  server.wantScope('payments');
  const host = bank(
    server.url,
    { authorize: agree },
    {
      auth: { oauth: { enabled: true, scopes: ['accounts'] } },
    },
  );
  expect((await callTool(host, pay)).isError).toBe(false);
  expect(server.asked.filter((line) => line.startsWith('authorize'))).toEqual([
    'authorize accounts',
    'authorize payments accounts',
  ]);
});

test('without oauth.authorize, a call fails before it is sent and says what to do', async () => {
  const server = await protectedServer();
  const heartbeats: JsonValue[] = [];
  const failure = await failureOf(callTool(bank(server.url, {}), pay, { heartbeats }));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(failure).toMatchObject({ server: 'bank', nonRetryable: true });
  expect(String(failure)).toContain('oauth.authorize');
  expect(String(failure)).toContain('client_credentials');
  expect(heartbeats).toEqual([]);
});

test.each([
  [
    'the user rejects',
    async ({ url, redirectUrl }) => `${redirectUrl}?error=access_denied&state=${stateOf(url)}`,
    'access_denied',
  ],
  [
    'the redirect belongs to another request',
    async ({ redirectUrl }) => `${redirectUrl}?code=abc&state=theirs`,
    'state',
  ],
  [
    'the URL has no code',
    async ({ url, redirectUrl }) => `${redirectUrl}?state=${stateOf(url)}`,
    'without a code',
  ],
  ['oauth.authorize throws', () => Promise.reject(new Error('no browser')), 'no browser'],
] satisfies [string, AuthorizationHandler, string][])('fails if %s', async (_what, authorize, said) => {
  const server = await protectedServer();
  const failure = await failureOf(callTool(bank(server.url, { authorize }), pay));
  expect(failure).toBeInstanceOf(AuthorizationError);
  expect(String(failure)).toContain(said);
});

function stateOf(url: string): string {
  return new URL(url).searchParams.get('state') ?? '';
}

test('authorization times out if the user does not respond', async () => {
  const server = await protectedServer();
  let aborted = false;
  const authorize: AuthorizationHandler = ({ signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        reject(signal.reason);
      });
    });
  const failure = await failureOf(callTool(bank(server.url, { authorize, flowTimeoutSeconds: 0.2 }), pay));
  expect(String(failure)).toContain('timed out: the user did not respond within 0.2 s');
  expect(aborted).toBe(true);
});

test('the start timeout pauses while the user is asked', async () => {
  const server = await protectedServer();
  const authorize: AuthorizationHandler = async (request) => {
    vi.advanceTimersByTime(60_000);
    return agree(request);
  };
  const host = bank(server.url, { authorize }, { httpTimeoutSeconds: 30 });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  expect(await listTools(host, 'bank')).toHaveLength(1);
});

test('hides tokens in errors even if the server repeats them', async () => {
  const server = await protectedServer();
  const host = bank(server.url, { authorize: agree });
  const message = await callTool(host, { server: 'bank', tool: 'leak' });
  expect(JSON.stringify(message)).toContain('The token [hidden] is odd.');
});
