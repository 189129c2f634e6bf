import type { ProfileFields } from './profile.ts';

/** The fields of Chat Completions that most services have. */
export const CHAT_FIELDS: ProfileFields = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: false,
  seed: 'seed',
  presencePenalty: 'presence_penalty',
  frequencyPenalty: 'frequency_penalty',
  stopSequences: 'stop',
  reasoningEffort: 'reasoning_effort',
  reasoningSummary: false,
  serviceTier: false,
  store: false,
  metadata: false,
  user: false,
  promptCacheKey: false,
  promptCacheTtl: false,
  parallelToolCalls: false,
};

/** The fields of Responses. https://developers.openai.com/api/reference/resources/responses/methods/create */
export const RESPONSES_FIELDS: ProfileFields = {
  ...CHAT_FIELDS,
  maxTokens: 'max_output_tokens',
  seed: false,
  presencePenalty: false,
  frequencyPenalty: false,
  stopSequences: false,
  reasoningEffort: 'reasoning.effort',
  reasoningSummary: 'reasoning.summary',
  serviceTier: 'service_tier',
  store: 'store',
  metadata: 'metadata',
  user: 'safety_identifier',
  promptCacheKey: 'prompt_cache_key',
  promptCacheTtl: 'prompt_cache_options.ttl',
  parallelToolCalls: 'parallel_tool_calls',
};
