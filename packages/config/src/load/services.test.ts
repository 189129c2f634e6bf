import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { CONFIG, SECRETS, testProject } from '../test-project.ts';

const SERVICES = `services:
  deepseek: { provider: openai, base_url: "https://api.deepseek.com", api: chat, max_tokens: 4096 }
  claude: { provider: anthropic, prompt_cache: { ttl: 1h } }
  gemini:
    provider: ai-sdk
    package: "@ai-sdk/google"
    api_key: "\${GEMINI_KEY}"
    provider_options: { google: { thinkingConfig: { include_thoughts: true } } }
`;

describe('named services', () => {
  test('have the settings of their provider, with keys from the secrets and the environment', async () => {
    await using project = await testProject({
      [CONFIG]: SERVICES,
      [SECRETS]: 'services: { deepseek: { api_key: in-secrets } }\n',
    });
    const { services, warnings } = await project.load({ GEMINI_KEY: 'in-env' });
    expect(services).toEqual({
      deepseek: {
        provider: 'openai',
        baseUrl: 'https://api.deepseek.com',
        api: 'chat',
        maxTokens: 4096,
        apiKey: 'in-secrets',
      },
      claude: { provider: 'anthropic', promptCache: { ttl: '1h' } },
      gemini: {
        provider: 'ai-sdk',
        package: '@ai-sdk/google',
        apiKey: 'in-env',
        providerOptions: { google: { thinkingConfig: { include_thoughts: true } } },
      },
    });
    expect(warnings).toEqual([]);
  });

  test("do not get the environment variables of the providers' own sections", async () => {
    await using project = await testProject({ [CONFIG]: SERVICES });
    const env = { OPENAI_API_KEY: 'openai', ANTHROPIC_API_KEY: 'anthropic', GEMINI_KEY: 'g' };
    const { openai, services } = await project.load(env);
    expect(openai.apiKey).toBe('openai');
    expect(services['deepseek']?.apiKey).toBeUndefined();
    expect(services['claude']?.apiKey).toBeUndefined();
  });

  test('of a provider from another package keep the values of its own keys', async () => {
    await using project = await testProject({
      [CONFIG]: 'services: { own: { provider: acme, max_tokens: "5", data_center: { in_use: [1] } } }\n',
    });
    const { services, warnings } = await project.load();
    expect(services['own']).toEqual({ provider: 'acme', maxTokens: 5, dataCenter: { in_use: [1] } });
    expect(warnings).toEqual([]);
  });

  test('keep the names in maps that belong to the service', async () => {
    const map = '{ snake_case: { inner_key: 1 }, "X-Header": 2, nothing: null }';
    await using project = await testProject({
      [CONFIG]: `openai: { extra_body: ${map}, default_headers: { x_y: z } }
services: { a: { provider: ai-sdk, package: p, extra_body: ${map}, options: ${map} } }\n`,
    });
    const { openai, services } = await project.load();
    const expected = { snake_case: { inner_key: 1 }, 'X-Header': 2, nothing: null };
    expect(openai).toMatchObject({ extraBody: expected, defaultHeaders: { x_y: 'z' } });
    expect(services['a']).toMatchObject({ extraBody: expected, options: expected });
  });

  test.each([
    ['{ provider: openai, base_ulr: x }', 'services.a.base_ulr', 'did you mean "base_url"?'],
    ['{ provider: anthropic, organization: x }', 'services.a.organization', 'unknown key'],
    ['{ provider: anthropic, prompt_cache: { tll: 5m } }', 'services.a.prompt_cache.tll', '"ttl"?'],
  ])('%s warns about %s', async (text, path, message) => {
    await using project = await testProject({ [CONFIG]: `services:\n  a: ${text}\n` });
    const { warnings } = await project.load();
    expect(warnings).toMatchObject([{ path, line: 2, message: expect.stringContaining(message) }]);
  });

  test.each([
    ['{ api_key: sk-secret }', 'services.a.provider', 'found no value'],
    ['text', 'services.a', 'expected a map'],
    ['{ provider: openai, api: chta }', 'services.a.api', 'did you mean "chat"?'],
    ['{ provider: openai, top_p: 2 }', 'services.a.top_p', 'a number from 0 to 1, found 2'],
    ['{ provider: ai-sdk }', 'services.a.package', 'expected a non-empty string, found no value'],
    ['{ provider: acme, max_tokens: many }', 'services.a.max_tokens', 'an integer of at least 1'],
    ['{ provider: openai, prompt_cache: often }', 'services.a.prompt_cache', 'true or false, or a map'],
    ['{ provider: openai, prompt_cache: { ttl: [1] } }', 'services.a.prompt_cache.ttl', 'expected a string'],
    ['{ provider: openai, api_key: [sk-secret] }', 'services.a.api_key', 'expected a string'],
    ['{ provider: openai, default_headers: sk-secret }', 'services.a.default_headers', '(hidden)'],
  ])('%s is rejected at %s', async (text, path, message) => {
    await using project = await testProject({ [CONFIG]: `services:\n  a: ${text}\n` });
    const error: unknown = await project.load().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ path, message: expect.stringContaining(message) });
    expect(inspect(error, { depth: 10 })).not.toContain('sk-secret');
  });

  test('show no key and no header when they are printed', async () => {
    await using project = await testProject({
      [CONFIG]: `openai: { default_headers: { one: header-1 } }
services: { a: { provider: acme, api_key: key-1, default_headers: { x: header-2 }, access_token: key-2 } }\n`,
    });
    const { openai, services } = await project.load();
    const values = [services, services['a'], services['a']?.defaultHeaders, openai, openai.defaultHeaders];
    const shown = values.map((value) => inspect(value, { depth: 10 })).join();
    expect(shown).toContain('acme');
    for (const secret of ['key-1', 'key-2', 'header-1', 'header-2']) expect(shown).not.toContain(secret);
  });

  test('are read without a section', async () => {
    await using project = await testProject();
    expect((await project.load()).services).toEqual({});
  });
});

describe("parameters in a provider's section", () => {
  test('are converted and have the names of RequestParams', async () => {
    await using project = await testProject({
      [CONFIG]: `openai: { max_tokens: "100", temperature: 0.5, top_p: 0.9, top_k: 5, seed: 7, presence_penalty: 1,
  frequency_penalty: -1, reasoning_summary: auto, service_tier: flex, store: "yes", strict: true,
  structured_mode: tool, prompt_cache: "no", max_retry_delay_seconds: 60 }\n`,
    });
    expect((await project.load()).openai).toEqual({
      maxTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      seed: 7,
      presencePenalty: 1,
      frequencyPenalty: -1,
      reasoningSummary: 'auto',
      serviceTier: 'flex',
      store: true,
      strict: true,
      structuredMode: 'tool',
      promptCache: false,
      maxRetryDelaySeconds: 60,
    });
  });
});
