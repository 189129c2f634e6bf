import type { RequestParams } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { askOnce, modelErrorOf, question } from '../test-support/ask.ts';
import { bodyOf } from '../test-support/body.ts';
import type { OpenAISettings } from '../settings.ts';
import type { ProfileName } from './profile.ts';

// Row P2.6 and the parameters of P4: each has its effect with both protocols, or an error that names it.

const CASES: readonly [params: RequestParams, chat: object | string, responses: object | string][] = [
  [{ maxTokens: 5 }, { max_completion_tokens: 5 }, { max_output_tokens: 5 }],
  [{ temperature: 0 }, { temperature: 0 }, { temperature: 0 }],
  [{ topP: 0.5 }, { top_p: 0.5 }, { top_p: 0.5 }],
  [{ topK: 5 }, 'topK', 'topK'],
  [{ seed: 0 }, { seed: 0 }, 'seed'],
  [{ presencePenalty: 1 }, { presence_penalty: 1 }, 'presencePenalty'],
  [{ frequencyPenalty: -1 }, { frequency_penalty: -1 }, 'frequencyPenalty'],
  [{ stopSequences: ['END'] }, { stop: ['END'] }, 'stopSequences'],
  [{ reasoningEffort: 'xhigh' }, { reasoning_effort: 'xhigh' }, { reasoning: { effort: 'xhigh' } }],
  [{ reasoningSummary: 'auto' }, 'reasoningSummary', { reasoning: { summary: 'auto' } }],
  [{ serviceTier: 'flex' }, { service_tier: 'flex' }, { service_tier: 'flex' }],
  [{ store: true }, { store: true }, { store: true }],
  [{}, {}, { store: false }],
  [{ metadata: { run: '7' } }, { metadata: { run: '7' }, store: true }, { metadata: { run: '7' } }],
  [{ metadata: { run: '7' }, store: false }, 'metadata', { metadata: { run: '7' }, store: false }],
  [{ user: 'u1' }, { safety_identifier: 'u1' }, { safety_identifier: 'u1' }],
  [
    { promptCache: { key: 'k', ttl: '12h' } },
    { prompt_cache_key: 'k', prompt_cache_options: { ttl: '12h' } },
    { prompt_cache_key: 'k', prompt_cache_options: { ttl: '12h' } },
  ],
  [
    { promptCache: false },
    { prompt_cache_options: { mode: 'explicit' } },
    { prompt_cache_options: { mode: 'explicit' } },
  ],
  [
    { model: 'gpt-5.1', promptCache: { ttl: '24h' } },
    { prompt_cache_retention: '24h' },
    { prompt_cache_retention: '24h' },
  ],
  [{ extraBody: { verbosity: 'low' } }, { verbosity: 'low' }, { verbosity: 'low' }],
  [
    { serviceTools: ['web_search', 'code_execution'] },
    'web_search',
    { tools: [{ type: 'web_search' }, { type: 'code_interpreter', container: { type: 'auto' } }] },
  ],
  [
    { serviceTools: [{ type: 'custom_search', depth: 2 }], toolChoice: 'required' },
    { tools: [{ type: 'custom_search', depth: 2 }], tool_choice: 'required' },
    { tools: [{ type: 'custom_search', depth: 2 }], tool_choice: 'required' },
  ],
];

describe.each(['chat', 'responses'] as const)('OpenAI by %s', (api) => {
  const settings: OpenAISettings = {
    api,
    apiKey: 'sk-test-0123456789',
    baseUrl: 'http://127.0.0.1:9',
    profile: 'openai',
  };
  const cases = CASES.map(([params, chat, responses]) => ({
    params,
    expected: api === 'chat' ? chat : responses,
  }));

  test.each(cases.filter(({ expected }) => typeof expected === 'object'))(
    '$params has its effect',
    ({ params, expected }) => {
      expect(bodyOf(question('x', params), settings)).toMatchObject(Object(expected));
    },
  );

  test.each(cases.filter(({ expected }) => typeof expected === 'string'))(
    '$params is not supported: an error names it',
    async ({ params, expected }) => {
      const error = await modelErrorOf(askOnce({ openai: settings }, question('x', params)));
      expect(error.nonRetryable).toBe(true);
      expect(error.message).toContain(JSON.stringify(expected));
      expect(error.message).toMatch(/OpenAI.*\.\n(Omit|Remove)/);
    },
  );

  test('a tool choice is sent in the form of the protocol', () => {
    const tool = {
      name: 'look',
      target: { kind: 'server', server: 'eyes', tool: 'look' },
      tool: { name: 'look', inputSchema: { type: 'object' }, repeatable: true },
    } as const;
    const choose = (toolChoice: RequestParams['toolChoice'], tools = [tool]) =>
      bodyOf({ ...question('x', { ...(toolChoice !== undefined && { toolChoice }) }), tools }, { api })[
        'tool_choice'
      ];
    expect(choose('none')).toBe('none');
    expect(choose({ tool: 'look' })).toEqual(
      api === 'chat' ? { type: 'function', function: { name: 'look' } } : { type: 'function', name: 'look' },
    );
    expect(choose('required', [])).toBeUndefined();
  });
});

const REJECTED: readonly [profile: ProfileName, params: RequestParams][] = [
  ['deepseek', { seed: 1 }],
  ['gemini', { presencePenalty: 1 }],
  ['mistral', { topK: 1 }],
  ['groq', { metadata: { run: '7' } }],
  ['together', { serviceTier: 'flex' }],
  ['xai', { topK: 1 }],
  ['ollama', { store: true }],
  ['mistral', { reasoningEffort: 'low' }],
  ['gemini', { serviceTools: ['web_search'] }],
];

test.each(REJECTED)(
  '%s without %j: an error before the request, with the section to change',
  async (profile, params) => {
    const local = {
      provider: 'openai',
      apiKey: 'k',
      baseUrl: 'http://127.0.0.1:9/v1',
      defaultModel: 'm',
      profile,
    } as const;
    const error = await modelErrorOf(
      askOnce({ services: { local } }, question('x', { ...params, service: 'local' })),
    );
    expect(error.nonRetryable).toBe(true);
    expect(error.message).toMatch(/Omit|Use one of|Remove/);
    expect(error.message).not.toContain('openai.');
  },
);

test.each(['deepseek', 'gemini', 'ollama', 'mistral'] as const)(
  '%s: hints that it lacks are left out',
  (profile) => {
    const params = {
      model: 'm',
      user: 'u1',
      promptCache: { ttl: '1h' },
      parallelToolCalls: false,
      store: false,
    };
    const body = bodyOf(question('x', params), { profile, api: 'chat' });
    expect(Object.keys(body)).toEqual(['model', 'messages']);
  },
);

test('DeepSeek thinks no more with the effort none', () => {
  const body = bodyOf(question('x', { model: 'm', reasoningEffort: 'none' }), { profile: 'deepseek' });
  expect(body).toMatchObject({ thinking: { type: 'disabled' } });
  expect(body).not.toHaveProperty('reasoning_effort');
});

test('defaults of the settings apply to all requests, and those of a request replace them', () => {
  const settings = { temperature: 0.1, topP: 0.2, extraBody: { a: 1, b: 1 } };
  expect(bodyOf(question('x', { temperature: 0.9, extraBody: { b: 2 } }), settings)).toMatchObject({
    temperature: 0.9,
    top_p: 0.2,
    a: 1,
    b: 2,
  });
});
