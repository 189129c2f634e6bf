import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { NamedService, Settings } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { defineModels } from './index.ts';
import { ask, completion, errorOf, LOOK, startWire, user } from './test-support/ask.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const COMPATIBLE = { provider: 'ai-sdk', package: '@ai-sdk/openai-compatible' } as const;

/** Settings with one service, which requests select. */
function one(service: NamedService): [Settings, { params: { service: string; model: string } }] {
  return [{ services: { one: service } }, { params: { service: 'one', model: 'm' } }];
}

describe('a service in the settings', () => {
  test('has its key, headers, defaults and extra fields, beside another service', async () => {
    await using first = await startWire(completion('first'));
    await using second = await startWire(completion('second'));
    const settings: Settings = {
      services: {
        first: {
          ...COMPATIBLE,
          apiKey: 'key-1',
          baseUrl: `${first.origin}/v1`,
          defaultModel: 'm-1',
          temperature: 0.25,
          extraBody: { mode: 'a', kept: true },
          defaultHeaders: { 'x-tenant': 'one' },
          providerOptions: { first: { top_a: 0.5 } },
        },
        second: { ...COMPATIBLE, apiKey: 'key-2', baseUrl: `${second.origin}/v1`, defaultModel: 'm-2' },
      },
    };
    const params = { service: 'first', extraBody: { mode: 'b' }, extraHeaders: { 'x-call': 'yes' } };
    expect((await ask(settings, { params })).response.text).toBe('first');
    expect((await ask(settings, { params: { service: 'second' } })).response.text).toBe('second');
    const [sent] = first.requests;
    expect(sent?.body).toMatchObject({ model: 'm-1', temperature: 0.25, mode: 'b', kept: true, top_a: 0.5 });
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer key-1',
      'x-tenant': 'one',
      'x-call': 'yes',
    });
    expect(JSON.stringify(first.requests)).not.toContain('key-2');
    expect(JSON.stringify(second.requests)).not.toMatch(/key-1|x-tenant/);
  });

  test('never sends a key of the environment to another address', async () => {
    await using wire = await startWire({ error: { message: 'No key.' } }, 401);
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-openai');
    const [settings, request] = one({ provider: 'ai-sdk', package: '@ai-sdk/openai', baseUrl: wire.origin });
    const error = await errorOf(ask(settings, request));
    expect(wire.requests).toHaveLength(1);
    expect(JSON.stringify(wire.requests)).not.toContain('sk-of-openai');
    expect(error.message).toContain('Check services.one.api_key');
  });

  test('without any key is a permanent error that names the setting and the variable', async () => {
    vi.stubEnv('GOOGLE_GENERATIVE_AI_API_KEY', undefined);
    const [settings, request] = one({ provider: 'ai-sdk', package: '@ai-sdk/google' });
    const error = await errorOf(ask(settings, request));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/GOOGLE_GENERATIVE_AI_API_KEY.*\n.*set services\.one\.api_key/);
  });

  test('that cannot create a model is a permanent error that names its options, without secrets', async () => {
    const broken = [
      'data:text/javascript,',
      'export const createBroken = ({ token }) => () => {',
      'throw new Error(`no region for ${token}`) }',
    ].join('');
    const [settings, request] = one({ provider: 'ai-sdk', package: broken, options: { token: 'the-token' } });
    const error = await errorOf(ask(settings, request));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/cannot create the model "m": no region.*\n.*services\.one\.options/);
    expect(JSON.stringify(errorToData(error))).not.toContain('the-token');
  });

  test.each([
    ['without a URL', { ...COMPATIBLE, apiKey: 'k' }, /cannot be sent.*\n.*set services\.one\.baseUrl/],
    [
      'with options that its package rejects',
      { ...COMPATIBLE, apiKey: 'key-in-url', baseUrl: 'http://x', options: { baseURL: 5 } },
      /cannot create a provider: .*\n.*services\.one\.options/,
    ],
  ] as const)('%s is a permanent error that names the setting', async (_, service, words) => {
    const [settings, request] = one(service);
    const error = await errorOf(ask(settings, request));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(words);
  });

  test('without a key reads the variable of its package for the address of its package', async () => {
    vi.stubEnv('ANTHROPIC_API_KEY', 'none');
    const [settings, request] = one({
      provider: 'ai-sdk',
      package: '@ai-sdk/anthropic',
      options: { baseURL: 'http://127.0.0.1:9' },
    });
    const error = await errorOf(ask(settings, request));
    expect(error.message).toContain('http://127.0.0.1:9 failed before the response was complete');
  });

  test.each([
    ['is not installed', { package: '@ai-sdk/not-there' }, 'npm install @ai-sdk/not-there'],
    ['has no such function', { package: '@ai-sdk/google', factory: 'createGogle' }, 'createGoogle'],
    ['has no function that creates a provider', { package: 'vitest' }, 'services.one.package'],
    ['does not create language models', { package: '@ai-sdk/google', factory: 'VERSION' }, 'factory'],
    ['is missing', { package: '' }, 'services.one.package'],
  ])('whose package %s is a permanent error', async (_what, service, words) => {
    const [settings, request] = one({ provider: 'ai-sdk', apiKey: 'k', ...service });
    const error = await errorOf(ask(settings, request));
    expect(error).toMatchObject({ provider: 'ai-sdk', nonRetryable: true });
    expect(error.message).toContain(words);
    expect(error.message.split('\n')[0]?.length).toBeLessThan(120);
  });

  test('without a model is a permanent error', async () => {
    const settings: Settings = { services: { one: { ...COMPATIBLE, apiKey: 'k', baseUrl: 'http://x' } } };
    const error = await errorOf(ask(settings, { params: { service: 'one' } }));
    expect(error.message).toContain('services.one.default_model');
  });
});

describe('a registered model', () => {
  test('answers by its name, and is created once', async () => {
    await using wire = await startWire(completion());
    let created = 0;
    defineModels({
      mine: () => {
        created += 1;
        return createOpenAICompatible({ name: 'mine', baseURL: wire.origin, apiKey: 'k' })('m-1');
      },
    });
    await ask({}, { params: { model: 'mine' } });
    const { response } = await ask({}, { params: { model: 'mine' } });
    expect(response).toMatchObject({
      text: 'Fine.',
      model: 'm-1',
      usage: { inputTokens: 3, outputTokens: 2 },
    });
    expect(created).toBe(1);
  });

  test('that cannot be created is tried again by the next request', async () => {
    await using wire = await startWire(completion());
    let created = 0;
    defineModels({
      shy: async () => {
        created += 1;
        if (created === 1) throw new Error('no credentials yet');
        return createOpenAICompatible({ name: 'shy', baseURL: wire.origin })('m');
      },
    });
    const error = await errorOf(ask({}, { params: { model: 'shy' } }));
    expect(error.message).toContain('no credentials yet');
    expect((await ask({}, { params: { model: 'shy' } })).response.text).toBe('Fine.');
  });

  test('has the address of the failed request in its errors', async () => {
    await using wire = await startWire(
      { type: 'error', error: { type: 'overloaded_error', message: 'Busy.' } },
      529,
    );
    defineModels({ busy: () => createAnthropic({ apiKey: 'k', baseURL: wire.origin })('m') });
    const error = await errorOf(ask({}, { params: { model: 'busy' } }));
    expect(error).toMatchObject({ status: 529, model: 'm' });
    expect(error.message).toContain(`at ${wire.origin} failed with HTTP status 529: Busy.`);
  });

  test.each([
    [{ model: 'mnie' }, 'Did you mean "mine"?'],
    [{}, 'The request names no model.'],
    [{ model: 'mine', extraBody: { x: 1 } }, 'extraBody needs a service'],
    [{ model: 'mine', service: 'nowhere' }, 'Service "nowhere" is not configured'],
  ])('%j is a permanent error', async (params, words) => {
    defineModels({ mine: () => createOpenAICompatible({ name: 'mine', baseURL: 'http://x' })('m') });
    const error = await errorOf(ask({}, { params }));
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toContain(words);
  });
});

describe('a parameter', () => {
  test('that the provider has no option for is a permanent error', async () => {
    const [settings, request] = one({ ...COMPATIBLE, apiKey: 'k', baseUrl: 'http://127.0.0.1:9' });
    for (const params of [
      { serviceTier: 'flex' },
      { store: true },
      { metadata: { a: 'b' } },
      { user: 'u' },
    ]) {
      const error = await errorOf(ask(settings, { params: { ...request.params, ...params } }));
      expect(error).toMatchObject({ nonRetryable: true });
      expect(error.message).toContain(`has no option for ${Object.keys(params)[0]}`);
    }
  });

  test('that the provider does not use is logged', async () => {
    await using wire = await startWire(completion());
    const [settings, request] = one({ ...COMPATIBLE, apiKey: 'k', baseUrl: wire.origin });
    const { warnings } = await ask(settings, { params: { ...request.params, topK: 5 } });
    expect(warnings.join()).toContain('did not use a part of the request: topK');
  });

  test.each([
    [
      '@ai-sdk/openai',
      { serviceTier: 'auto', user: 'u', promptCache: { key: 'p' } },
      { service_tier: 'auto', user: 'u', prompt_cache_key: 'p', store: false },
    ],
    ['@ai-sdk/openai', { reasoningEffort: 'high', topP: 0.5 }, { top_p: 0.5 }],
    [
      '@ai-sdk/anthropic',
      { user: 'u', parallelToolCalls: false },
      {
        metadata: { user_id: 'u' },
        tool_choice: { type: 'auto', disable_parallel_tool_use: true },
        cache_control: { type: 'ephemeral' },
      },
    ],
    [
      '@ai-sdk/anthropic',
      { promptCache: { ttl: '1h' }, toolChoice: { tool: 'look' } },
      { cache_control: { type: 'ephemeral', ttl: '1h' }, tool_choice: { type: 'tool', name: 'look' } },
    ],
    [
      '@ai-sdk/openai-compatible',
      { seed: 3, presencePenalty: 1, toolChoice: 'required' },
      { seed: 3, presence_penalty: 1, tool_choice: 'required' },
    ],
  ] as const)('is sent in the form of %s: %j', async (name, params, body) => {
    await using wire = await startWire({ error: { message: 'x' } }, 400);
    const [settings, request] = one({ provider: 'ai-sdk', package: name, apiKey: 'k', baseUrl: wire.origin });
    await errorOf(
      ask(settings, { tools: [LOOK], messages: [user('x')], params: { ...request.params, ...params } }),
    );
    expect(wire.requests[0]?.body).toMatchObject(body);
  });
});
