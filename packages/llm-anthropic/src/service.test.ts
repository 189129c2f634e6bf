import { expect, onTestFinished, test, vi } from 'vitest';
import {
  ask,
  modelErrorOf,
  responseOf,
  sendEvents,
  sentFor,
  startStandIn,
  textAnswer,
} from './test-support/ask.ts';

function stub(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('reads the key from the environment if the settings omit it, and sends no other credential', async () => {
  stub({ ANTHROPIC_API_KEY: ' from-the-environment\n', ANTHROPIC_AUTH_TOKEN: 'another' });
  expect((await sentFor({}, { apiKey: '' })).headers.authorization).toBe('Bearer from-the-environment');
});

test('a named service receives nothing from the environment', async () => {
  stub({
    ANTHROPIC_API_KEY: 'secret-key-0123456789',
    ANTHROPIC_AUTH_TOKEN: 'secret-token-0123456789',
    ANTHROPIC_BASE_URL: 'http://127.0.0.1:1',
    ANTHROPIC_CUSTOM_HEADERS: 'X-Secret: secret-header-0123456789\nauthorization: Bearer secret-0123456789',
  });
  const { headers, body } = await sentFor(
    {},
    { apiKey: 'named-key', defaultHeaders: { 'x-team': 't' } },
    'kimi',
  );
  expect(JSON.stringify([headers, body])).not.toContain('secret');
  expect(headers).toMatchObject({ authorization: 'Bearer named-key', 'x-team': 't' });
});

test('a named service without a key fails with the path of its section, even if the environment has one', async () => {
  stub({ ANTHROPIC_API_KEY: 'secret-key-0123456789' });
  const services = { kimi: { provider: 'anthropic', baseUrl: 'http://127.0.0.1:1' } } as const;
  const error = modelErrorOf(await ask({ services }, { params: { service: 'kimi' } }));
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(/^The API key for service "kimi" is not set\.\n.*services\.kimi\.api_key/);
  expect(error.message).not.toContain('ANTHROPIC_API_KEY');
});

test('several services in one process each have their key, address, model and defaults', async () => {
  await using one = await startStandIn((res) => sendEvents(res, textAnswer('one')));
  await using two = await startStandIn((res) => sendEvents(res, textAnswer('two')));
  const settings = {
    anthropic: { apiKey: 'k1', baseUrl: one.origin },
    services: {
      two: {
        provider: 'anthropic',
        apiKey: 'k2',
        baseUrl: two.origin,
        defaultModel: 'kimi-k3',
        maxTokens: 9,
      },
    },
  } as const;
  expect(responseOf(await ask(settings)).text).toBe('one');
  expect(responseOf(await ask(settings, { params: { service: 'two' } })).text).toBe('two');
  expect(one.sent[0]?.headers.authorization).toBe('Bearer k1');
  expect(two.sent[0]).toMatchObject({
    headers: { authorization: 'Bearer k2' },
    body: { model: 'kimi-k3', max_tokens: 9 },
  });
});

test.each([
  [401, /Check services\.kimi\.api_key/],
  [404, /services\.kimi\.baseUrl is http/],
  [429, /raise services\.kimi\.maxRetryDelaySeconds/],
])('an error with status %i names the section of the service', async (status, words) => {
  await using service = await startStandIn((res) =>
    res.writeHead(status, { 'retry-after': '60' }).end('{"error":{"message":"No."}}'),
  );
  const kimi = {
    provider: 'anthropic',
    apiKey: 'k',
    baseUrl: service.origin,
    maxRetryDelaySeconds: 30,
  } as const;
  const error = modelErrorOf(await ask({ services: { kimi } }, { params: { service: 'kimi' } }));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable).toBe(true);
});

test.each(['defaultHeaders', 'extraHeaders'])('%s are hidden in errors', async (name) => {
  const headers = { 'x-gateway': 'gateway-key-0123456789' };
  await using service = await startStandIn((res, sent) =>
    res
      .writeHead(401)
      .end(JSON.stringify({ error: { message: `Bad ${String(sent.headers['x-gateway'])}` } })),
  );
  const section = { apiKey: 'k', baseUrl: service.origin };
  const outcome =
    name === 'defaultHeaders'
      ? await ask({ anthropic: { ...section, defaultHeaders: headers } })
      : await ask({ anthropic: section }, { params: { extraHeaders: headers } });
  expect(modelErrorOf(outcome).message).toContain('Bad [hidden]');
});
