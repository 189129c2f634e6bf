import { CHAT_FIELDS } from './fields.ts';
import type { Profile } from './profile.ts';

/** A server of which nothing is known. What it rejects is learned from its errors. */
export const COMPATIBLE: Profile = {
  name: 'compatible',
  title: 'the service',
  api: 'chat',
  fields: {
    ...CHAT_FIELDS,
    topK: 'top_k',
    serviceTier: 'service_tier',
    store: 'store',
    metadata: 'metadata',
    user: 'user',
    parallelToolCalls: 'parallel_tool_calls',
  },
  structured: ['schema', 'tool', 'json', 'prompt'],
  structuredWithTools: ['schema', 'tool', 'json', 'prompt'],
  strict: true,
  streamOptions: true,
  systemRole: 'system',
  reasoning: 'calls',
  thinkTags: true,
  callIds: 'any',
  metadataNeedsStore: false,
  rejectedKeywords: [],
  images: 'url',
  audio: true,
  files: 'file',
  imagesInToolResults: false,
  serviceTools: {},
};

/** https://developers.openai.com/api/reference/resources/chat; the models differ, see `forModel`. */
export const OPENAI: Profile = {
  ...COMPATIBLE,
  name: 'openai',
  title: 'OpenAI',
  api: 'responses',
  fields: {
    ...COMPATIBLE.fields,
    maxTokens: 'max_completion_tokens',
    topK: false,
    user: 'safety_identifier',
    promptCacheKey: 'prompt_cache_key',
    promptCacheTtl: 'prompt_cache_options.ttl',
  },
  // Reasoning comes and goes only with Responses.
  reasoning: 'never',
  thinkTags: false,
  metadataNeedsStore: true,
};
