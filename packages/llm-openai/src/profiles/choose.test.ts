import { expect, test } from 'vitest';
import { question } from '../test-support/ask.ts';
import { bodyOf } from '../test-support/body.ts';
import { chooseProfile } from './choose.ts';

test.each([
  ['https://api.openai.com/v1', 'openai', 'responses'],
  ['https://eu.api.openai.com/v1', 'openai', 'responses'],
  ['https://acme.openai.azure.com/openai/v1', 'azure', 'chat'],
  ['https://api.deepseek.com', 'deepseek', 'chat'],
  ['https://generativelanguage.googleapis.com/v1beta/openai/', 'gemini', 'chat'],
  ['https://api.mistral.ai/v1', 'mistral', 'chat'],
  ['https://api.groq.com/openai/v1', 'groq', 'chat'],
  ['https://openrouter.ai/api/v1', 'openrouter', 'chat'],
  ['https://api.together.xyz/v1', 'together', 'chat'],
  ['https://api.x.ai/v1', 'xai', 'chat'],
  ['http://localhost:11434/v1', 'ollama', 'chat'],
  ['http://127.0.0.1:1234/v1', 'lmstudio', 'chat'],
  ['http://localhost:8000/v1', 'vllm', 'chat'],
  ['http://[::1]:8080/v1', 'llamacpp', 'chat'],
  ['http://gpu.example:8000/v1', 'compatible', 'chat'],
  ['https://api.openai.com.evil.example/v1', 'compatible', 'chat'],
])('the profile of %s is %s, by the protocol %s', (baseUrl, name, api) => {
  expect(chooseProfile(baseUrl, 'a-model', {})).toMatchObject({ name, api });
});

test('the settings choose another profile, change one, and choose the protocol', () => {
  const at = 'https://llm.example/v1';
  expect(chooseProfile(at, 'm', { profile: 'mistral' }).callIds).toBe('nine');
  const changed = chooseProfile(at, 'm', {
    profile: { base: 'groq', fields: { seed: false }, structured: ['json'], reasoning: 'always' },
  });
  expect(changed).toMatchObject({
    name: 'groq',
    structured: ['json'],
    reasoning: 'always',
    fields: { seed: false, maxTokens: 'max_completion_tokens' },
  });
  expect(chooseProfile(at, 'm', { api: 'responses' })).toMatchObject({
    api: 'responses',
    fields: { maxTokens: 'max_output_tokens' },
  });
});

test('sends what the settings say of the fields of a service', () => {
  const settings = {
    baseUrl: 'https://llm.example/v1',
    profile: { fields: { maxTokens: 'limits.tokens', seed: 'random_seed' } },
  };
  expect(bodyOf(question('x', { model: 'm', maxTokens: 5, seed: 7 }), settings)).toMatchObject({
    limits: { tokens: 5 },
    random_seed: 7,
  });
});
