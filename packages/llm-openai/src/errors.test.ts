import { errorToData } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { OpenAISettings } from './settings.ts';
import { askOnce, modelErrorOf } from './test-support/ask.ts';
import { completion, errorBody, sendJson } from './test-support/json.ts';
import { startWireServer } from './test-support/wire-server.ts';

const apiKey = 'sk-test-0123456789';

async function refusedWith(
  status: number,
  message: string,
  options: { code?: string; headers?: Record<string, string> } = {},
) {
  await using server = await startWireServer((res) =>
    sendJson(res, errorBody(message, options.code), status, { 'x-request-id': 'req_1', ...options.headers }),
  );
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  return { error, requests: server.requests.length, origin: server.origin };
}

test.each([400, 401, 403, 404, 413, 422])('HTTP status %i is permanent', async (status) => {
  const { error } = await refusedWith(status, 'No.');
  expect(error).toMatchObject({ provider: 'openai', model: 'gpt-6.1-sol', status, requestId: 'req_1' });
  expect(error.nonRetryable).toBe(true);
});

test.each([408, 409, 429, 500, 502, 503])(
  'HTTP status %i is retried by the engine, not by the client',
  async (status) => {
    const { error, requests } = await refusedWith(status, 'Busy.');
    expect(error).toMatchObject({ status, requestId: 'req_1' });
    expect(error.nonRetryable).toBeUndefined();
    expect(requests).toBe(1);
  },
);

test('an error names the service, the model, the status and the request ID', async () => {
  const { error, origin } = await refusedWith(500, 'The server had an error.');
  expect(error.message).toBe(
    `Model "gpt-6.1-sol" at ${origin} failed with HTTP status 500 (request req_1): The server had an error.`,
  );
});

test.each([
  ['retry-after', '7', 7_000],
  ['retry-after', '0.5', 500],
  ['retry-after-ms', '1250', 1_250],
])('waits for %s: %s before a retry', async (header, value, expected) => {
  const { error } = await refusedWith(429, 'Slow down.', { headers: { [header]: value } });
  expect(error.nextRetryDelayMs).toBe(expected);
});

test('waits until a retry-after date before a retry', async () => {
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  const { error } = await refusedWith(503, 'Later.', { headers: { 'retry-after': inAMinute } });
  expect(error.nextRetryDelayMs).toBeGreaterThan(50_000);
  expect(error.nextRetryDelayMs).toBeLessThanOrEqual(60_000);
});

test('ignores an invalid retry-after', async () => {
  const { error } = await refusedWith(429, 'Slow down.', { headers: { 'retry-after': 'soon' } });
  expect(error.nextRetryDelayMs).toBeUndefined();
});

test('does not retry if the account has no credit', async () => {
  const { error } = await refusedWith(429, 'You exceeded your quota.', { code: 'insufficient_quota' });
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(/credit/);
});

test('a rejected key fails with an error that says where the key is set', async () => {
  const { error } = await refusedWith(401, 'Incorrect API key provided.');
  expect(error.message).toMatch(/OPENAI_API_KEY.*mcp_agent\.secrets\.yaml/);
});

test('an unknown model fails with an error that says where the model is set', async () => {
  const { error } = await refusedWith(404, 'The model `gpt-9` does not exist', { code: 'model_not_found' });
  expect(error.message).toMatch(/openai\.defaultModel/);
});

test('a wrong URL fails with an error that shows the URL', async () => {
  const { error, origin } = await refusedWith(404, 'Not Found');
  expect(error.message).toContain(`openai.baseUrl (or OPENAI_BASE_URL) is ${origin}/v1`);
});

test.each([
  ['chat', 'responses'],
  ['responses', 'chat'],
] as const)('a service without the API "%s" fails with an error that names the other', async (api, other) => {
  await using server = await startWireServer((res) => sendJson(res, errorBody('Not Found'), 404));
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl, api } }));
  expect(error.message).toContain(`or set openai.api to ${other}.`);
});

test('a conversation that is too long fails with an error that says what to do', async () => {
  const said = "This model's maximum context length is 128000 tokens.";
  const { error } = await refusedWith(400, said, { code: 'context_length_exceeded' });
  expect(error.message).toMatch(/useHistory: false/);
});

test.each([
  ['in full', 'gateway-key-0123456789', 'gateway-key-0123456789'],
  ['of another account', 'gateway-key-0123456789', 'sk-proj-9876543210'],
  ['in part', 'sk-test-0123456789', 'sk-test-****6789'],
  ['in part, of a service with other keys', 'gateway-key-0123456789', 'gate*********6789'],
])('hides a key that the service repeats %s in errors, logs and histories', async (_, key, repeated) => {
  const said = errorBody(`Incorrect API key provided: ${repeated}. See the keys page.`);
  await using server = await startWireServer((res) => sendJson(res, said, 401));
  const error = await modelErrorOf(askOnce({ openai: { apiKey: key, baseUrl: server.baseUrl } }));
  const everything = JSON.stringify(errorToData(error)) + String(error.stack);
  expect(everything).not.toMatch(/sk-|gate|0123|6789|9876/);
  expect(error.message).toContain('Incorrect API key provided: [hidden]. See the keys page.');
});

test('without a key, a call fails before it is sent and says what to set', async () => {
  vi.stubEnv('OPENAI_API_KEY', '');
  onTestFinished(() => void vi.unstubAllEnvs());
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  const error = await modelErrorOf(askOnce({ openai: { baseUrl: server.baseUrl } }));
  expect(error.nonRetryable).toBe(true);
  expect(error.message).toMatch(/OPENAI_API_KEY.*openai\.api_key.*mcp_agent\.secrets\.yaml/);
  expect(server.requests).toEqual([]);
});

test('a key that is not valid in a header fails with an error that does not show it', async () => {
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  const error = await modelErrorOf(askOnce({ openai: { apiKey: 'abc\ndef', baseUrl: server.baseUrl } }));
  expect(error.nonRetryable).toBe(true);
  expect(error.message).not.toMatch(/abc|def/);
});

test.each(['localhost:11434', 'not a url', 'http://name:secret-word@127.0.0.1/v1'])(
  'an invalid URL fails with an error that names the setting: %s',
  async (baseUrl) => {
    const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl } }));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/openai\.baseUrl.*http:\/\//);
    expect(error.message).not.toContain('secret-word');
  },
);

test.each([
  ['{ "profile": "olama" }', 'openai.profile is "olama", which is no profile.\nDid you mean "ollama"?'],
  [
    '{ "profile": { "base": "toString" } }',
    'openai.profile is "toString", which is no profile.\nUse one of:',
  ],
  ['{ "api": "response" }', 'openai.api is "response".\nUse chat or responses.'],
])('%s in plain JavaScript fails before the request is sent', async (wrong, words) => {
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  const section: OpenAISettings = { apiKey, baseUrl: server.baseUrl, ...JSON.parse(wrong) };
  const error = await modelErrorOf(askOnce({ openai: section }));
  expect(error.message).toContain(words);
  expect(error.nonRetryable).toBe(true);
  expect(server.requests).toEqual([]);
});

test('reads the key and the URL from the environment if the settings omit them', async () => {
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  vi.stubEnv('OPENAI_API_KEY', ' from-the-environment\n');
  vi.stubEnv('OPENAI_BASE_URL', server.baseUrl);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect((await askOnce({})).text).toBe('Hi.');
  expect(server.requests[0]?.headers.authorization).toBe('Bearer from-the-environment');
});
