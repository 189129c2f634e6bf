import { expect, test } from 'vitest';
import { askOnce, modelErrorOf, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { startWireServer } from '../test-support/wire-server.ts';

const settings = (baseUrl: string) =>
  ({ openai: { apiKey: 'sk-test-0123456789', baseUrl, api: 'responses' } }) as const;

test.each([
  ['server_error', undefined],
  ['rate_limit_exceeded', undefined],
  ['invalid_prompt', true],
  ['image_too_large', true],
])('a response that failed with %s: permanent is %s', async (code, nonRetryable) => {
  const failed = { id: 'r', status: 'failed', error: { code, message: 'So it was.' }, output: [] };
  await using server = await startWireServer((res) => sendJson(res, failed));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toContain(`So it was. (${code})`);
  expect(error.nonRetryable).toBe(nonRetryable);
});

test('a response stopped by a content filter is a permanent error', async () => {
  const content = [{ type: 'output_text', text: 'Par' }];
  const filtered = {
    status: 'incomplete',
    incomplete_details: { reason: 'content_filter' },
    output: [{ type: 'message', role: 'assistant', content }],
  };
  await using server = await startWireServer((res) => sendJson(res, filtered));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toMatch(/content filter/);
  expect(error.nonRetryable).toBe(true);
});

test('explains that a service supports only Chat Completions', async () => {
  await using server = await startWireServer((res) => sendJson(res, { choices: [] }));
  const error = await modelErrorOf(askOnce(settings(server.baseUrl)));
  expect(error.message).toMatch(/openai\.api: chat/);
});

test('rejects stop sequences before the request is sent', async () => {
  await using server = await startWireServer((res) => sendJson(res, {}));
  const asked = askOnce(settings(server.baseUrl), question('x', { stopSequences: ['END'] }));
  const error = await modelErrorOf(asked);
  expect(error.message).toMatch(/stopSequences.*openai\.api to chat/);
  expect(error.nonRetryable).toBe(true);
  expect(server.requests).toEqual([]);
});
