import { expect, test } from 'vitest';
import { askOnce, modelErrorOf, question } from './test-support/ask.ts';
import { completion, functionCall, sendJson } from './test-support/json.ts';
import { startWireServer } from './test-support/wire-server.ts';

const apiKey = 'sk-test-0123456789';

test('returns the text, the model and the token usage', async () => {
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  expect(await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } })).toEqual({
    text: 'Hi.',
    toolCalls: [],
    model: 'gpt-4o-2024-08-06',
    usage: { inputTokens: 12, outputTokens: 3 },
  });
  expect(server.requests).toMatchObject([
    { path: '/v1/chat/completions', headers: { authorization: `Bearer ${apiKey}` } },
  ]);
});

test('sends the headers and the organization of the settings with each request', async () => {
  await using server = await startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));
  const defaultHeaders = { 'x-tenant': 'acme' };
  await askOnce({ openai: { apiKey, baseUrl: server.baseUrl, defaultHeaders, organization: 'org-1' } });
  expect(server.requests[0]?.headers).toMatchObject({ 'x-tenant': 'acme', 'openai-organization': 'org-1' });
});

test('parses the arguments of tool calls', async () => {
  const calls = [functionCall('fetch', '{"url":"http://x/"}', 'a'), functionCall('now', '', 'b')];
  await using server = await startWireServer((res) =>
    sendJson(res, completion({ tool_calls: calls }, 'tool_calls')),
  );
  expect((await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } })).toolCalls).toEqual([
    { id: 'a', name: 'fetch', arguments: { url: 'http://x/' } },
    { id: 'b', name: 'now', arguments: {} },
  ]);
});

test.each([
  ['broken JSON', '{"url": "http://x', 'not valid JSON'],
  ['a list', '["http://x/"]', 'not a JSON object'],
  ['a text', '"http://x/"', 'not a JSON object'],
])('reports arguments that are %s to the model without calling the tool', async (_, args, fault) => {
  await using server = await startWireServer((res) =>
    sendJson(res, completion({ tool_calls: [functionCall('fetch', args)] }, 'tool_calls')),
  );
  const { toolCalls } = await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } });
  expect(toolCalls).toHaveLength(1);
  expect(toolCalls[0]).toMatchObject({ id: 'call_1', name: 'fetch', arguments: {} });
  expect(toolCalls[0]?.invalidArguments).toContain(fault);
  expect(toolCalls[0]?.invalidArguments).toContain(args);
});

test('distinguishes arguments truncated at the token limit from invalid ones', async () => {
  await using server = await startWireServer((res) =>
    sendJson(
      res,
      completion({ tool_calls: [functionCall('write', `{"text":"${'a'.repeat(5_000)}`)] }, 'length'),
    ),
  );
  const { toolCalls } = await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } });
  expect(toolCalls[0]?.invalidArguments).toContain('token limit');
  expect(toolCalls[0]?.invalidArguments?.length).toBeLessThan(700);
});

test('generates IDs for tool calls whose ID is missing or repeated', async () => {
  const calls = [functionCall('a', '{}', ''), functionCall('b', '{}', 'x'), functionCall('c', '{}', 'x')];
  await using server = await startWireServer((res) =>
    sendJson(res, completion({ tool_calls: calls }, 'tool_calls')),
  );
  const { toolCalls } = await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } });
  const ids = toolCalls.map(({ id }) => id);
  expect(new Set(ids).size).toBe(3);
  expect(ids).not.toContain('');
});

test('a refusal is an answer with the text of the model', async () => {
  await using server = await startWireServer((res) => sendJson(res, completion({ refusal: 'I will not.' })));
  expect((await askOnce({ openai: { apiKey, baseUrl: server.baseUrl } })).text).toBe('I will not.');
});

test('returns a truncated response and logs a warning', async () => {
  await using server = await startWireServer((res) =>
    sendJson(res, completion({ content: 'Once upon' }, 'length')),
  );
  const logged: string[] = [];
  const settings = { openai: { apiKey, baseUrl: server.baseUrl } };
  const log = (level: string, message: string): void => void logged.push(`${level}: ${message}`);
  expect((await askOnce(settings, question('x'), { log })).text).toBe('Once upon');
  expect(logged).toEqual([expect.stringMatching(/^warn: .*truncated/)]);
});

test.each([
  ['reached the token limit before the answer', completion({ content: '' }, 'length'), /maxTokens/, true],
  ['was filtered', completion({ content: 'Par' }, 'content_filter'), /content filter/, true],
  ['is empty', completion({ content: '' }), /no text and no tool call/, undefined],
  ['has no choices', { id: 'x', choices: [] }, /no message/, undefined],
  ['contains an error', { error: { message: 'upstream is down' } }, /upstream is down/, undefined],
])('a response that %s is an error, not an empty text', async (_, body, message, nonRetryable) => {
  await using server = await startWireServer((res) => sendJson(res, body, 200, { 'x-request-id': 'req_7' }));
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  expect(error.message).toMatch(message);
  expect(error.message).toContain(server.origin);
  expect(error).toMatchObject({ provider: 'openai', model: 'gpt-6.1-sol', requestId: 'req_7' });
  expect(error.nonRetryable).toBe(nonRetryable);
});

test('a web page instead of a response is a permanent error', async () => {
  await using server = await startWireServer((res) =>
    res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'),
  );
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  expect(error.message).toMatch(/baseUrl/);
  expect(error.nonRetryable).toBe(true);
});

test('an incomplete response is retried', async () => {
  await using server = await startWireServer((res) =>
    res.writeHead(200, { 'content-type': 'application/json' }).end('{"choices": [{"mess'),
  );
  const error = await modelErrorOf(askOnce({ openai: { apiKey, baseUrl: server.baseUrl } }));
  expect(error.message).toContain(server.origin);
  expect(error.nonRetryable).toBeUndefined();
});
