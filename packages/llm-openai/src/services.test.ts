import type { Settings } from '@mcp-agent/core';
import { onTestFinished, beforeEach, describe, expect, test, vi } from 'vitest';
import { ASK, askOnce, attemptOf, hostFor, modelErrorOf, question } from './test-support/ask.ts';
import { completion, errorBody, sendJson } from './test-support/json.ts';
import { startWireServer } from './test-support/wire-server.ts';

const answered = () => startWireServer((res) => sendJson(res, completion({ content: 'Hi.' })));

beforeEach(() => {
  vi.stubEnv('OPENAI_API_KEY', 'sk-of-openai-0123456789');
  vi.stubEnv('OPENAI_ORG_ID', 'org-of-openai');
  vi.stubEnv('OPENAI_PROJECT_ID', 'proj-of-openai');
  vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-of-openai: secret\nAuthorization: Bearer of-openai');
  onTestFinished(() => void vi.unstubAllEnvs());
});

describe('named services', () => {
  test('each has its key, address, protocol, headers and defaults, all in one host', async () => {
    await using one = await answered();
    await using other = await startWireServer((res) =>
      sendJson(res, {
        output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hello.' }] }],
      }),
    );
    const settings: Settings = {
      services: {
        one: {
          provider: 'openai',
          apiKey: 'key-one',
          baseUrl: one.baseUrl,
          defaultModel: 'model-one',
          defaultHeaders: { 'x-tenant': 'one' },
          temperature: 0.1,
          profile: 'mistral',
        },
        other: {
          provider: 'openai',
          apiKey: 'key-other',
          baseUrl: other.baseUrl,
          defaultModel: 'model-other',
          api: 'responses',
          organization: 'org-other',
        },
      },
    };
    const host = hostFor(settings);
    const ask = (service: string) => host.run(attemptOf(ASK, question('x', { service, maxTokens: 5 })));
    await Promise.all([ask('one'), ask('other'), ask('one')]);
    await host.close();
    expect(one.requests).toHaveLength(2);
    expect(one.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer key-one', 'x-tenant': 'one' },
      body: { model: 'model-one', temperature: 0.1, max_tokens: 5 },
    });
    expect(other.requests).toMatchObject([
      {
        path: '/v1/responses',
        headers: { authorization: 'Bearer key-other', 'openai-organization': 'org-other' },
        body: { model: 'model-other', max_output_tokens: 5 },
      },
    ]);
    expect(JSON.stringify([one.requests, other.requests])).not.toMatch(/of-openai/);
    expect(JSON.stringify(other.requests)).not.toMatch(/x-tenant|temperature/);
  });

  test('a service without a key does not get that of OpenAI', async () => {
    await using server = await answered();
    const local = { provider: 'openai', baseUrl: server.baseUrl, defaultModel: 'm' } as const;
    const error = await modelErrorOf(askOnce({ services: { local } }, question('x', { service: 'local' })));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/service "local".*\n.*services\.local\.apiKey/);
    expect(error.message).not.toContain('OPENAI_API_KEY');
    expect(server.requests).toEqual([]);
  });

  test.each(['http://127.0.0.1:9/v1', 'https://api.deepseek.com'])(
    'a service at %s without a model is an error',
    async (baseUrl) => {
      const local = { provider: 'openai', apiKey: 'k', baseUrl } as const;
      const error = await modelErrorOf(askOnce({ services: { local } }, question('x', { service: 'local' })));
      expect(error.nonRetryable).toBe(true);
      expect(error.message).toMatch(/services\.local\.defaultModel/);
    },
  );

  test('errors name the section, and hide the key and the headers', async () => {
    const key = 'key-of-the-service';
    await using server = await startWireServer((res) =>
      sendJson(res, errorBody(`The key ${key} with header-word and call-word is wrong.`), 401),
    );
    const local = {
      provider: 'openai',
      apiKey: key,
      baseUrl: server.baseUrl,
      defaultModel: 'm',
      defaultHeaders: { 'x-a': 'header-word' },
    } as const;
    const params = { service: 'local', extraHeaders: { 'x-b': 'call-word' } };
    const error = await modelErrorOf(askOnce({ services: { local } }, question('x', params)));
    expect(error.message).toMatch(/services\.local\.apiKey/);
    expect(error.message).not.toMatch(/key-of-the-service|header-word|call-word|OPENAI/);
    expect(server.requests[0]?.headers).toMatchObject({ 'x-a': 'header-word', 'x-b': 'call-word' });
  });

  test('a service that is not in the settings is an error', async () => {
    const local = { provider: 'openai', apiKey: 'k', defaultModel: 'm' } as const;
    const error = await modelErrorOf(askOnce({ services: { local } }, question('x', { service: 'locla' })));
    expect(error.message).toMatch(/Did you mean "local"/);
  });
});

describe('the section openai', () => {
  test('has the default model at OpenAI, and on this machine, where a server may stand in for it', async () => {
    await using server = await answered();
    await askOnce({ openai: { baseUrl: server.baseUrl } });
    expect(server.requests).toMatchObject([
      { path: '/v1/chat/completions', body: { model: 'gpt-6.1-sol' }, headers: { 'x-of-openai': 'secret' } },
    ]);
  });

  test.each([
    { baseUrl: 'https://api.deepseek.com' },
    { baseUrl: 'https://llm.example/v1' },
    { baseUrl: 'http://localhost:11434/v1' },
    { baseUrl: 'http://127.0.0.1:9/v1', profile: 'groq' },
  ] as const)('has none for %j', async (openai) => {
    const error = await modelErrorOf(askOnce({ openai: { apiKey: 'k', ...openai } }));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/no default model.\n.*openai\.defaultModel/);
  });
});
