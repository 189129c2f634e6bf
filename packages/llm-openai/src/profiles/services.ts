import { COMPATIBLE, OPENAI } from './base.ts';
import { CHAT_FIELDS } from './fields.ts';
import type { Profile, ProfileName } from './profile.ts';

/** The profiles of all services. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  compatible: COMPATIBLE,
  openai: OPENAI,
  /** https://learn.microsoft.com/azure/ai-foundry/openai/reference */
  azure: {
    ...OPENAI,
    name: 'azure',
    title: 'Azure',
    api: 'chat',
    fields: {
      ...OPENAI.fields,
      serviceTier: false,
      user: 'user',
      promptCacheKey: false,
      promptCacheTtl: false,
    },
  },
  /**
   * https://api-docs.deepseek.com/api/create-chat-completion and /guides/thinking_mode: with tools, the reasoning of
   * all messages with calls must come back, and a forced tool choice is rejected.
   */
  deepseek: {
    ...COMPATIBLE,
    name: 'deepseek',
    title: 'DeepSeek',
    fields: { ...CHAT_FIELDS, seed: false },
    efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
    withoutReasoning: { thinking: { type: 'disabled' } },
    structured: ['json', 'prompt'],
    structuredWithTools: ['json', 'prompt'],
    strict: false,
    reasoning: 'required',
    images: 'none',
    audio: false,
    files: 'none',
  },
  /** https://ai.google.dev/gemini-api/docs/openai: unknown fields and some keywords of JSON Schema are rejected. */
  gemini: {
    ...COMPATIBLE,
    name: 'gemini',
    title: 'Gemini',
    fields: { ...CHAT_FIELDS, seed: false, presencePenalty: false, frequencyPenalty: false },
    efforts: ['none', 'minimal', 'low', 'medium', 'high'],
    // JSON output and function calling exclude each other on most models.
    structuredWithTools: ['tool', 'prompt'],
    strict: false,
    // Thought signatures of tool calls come back in any case.
    reasoning: 'never',
    rejectedKeywords: [
      '$schema',
      '$id',
      '$comment',
      'const',
      'not',
      'if',
      'then',
      'else',
      'patternProperties',
      'propertyNames',
      'dependentRequired',
      'dependentSchemas',
      'unevaluatedProperties',
      'contentEncoding',
      'contentMediaType',
    ],
    images: 'data',
    files: 'none',
  },
  /** https://docs.mistral.ai/api/endpoint/chat: unknown fields are rejected; usage comes without being requested. */
  mistral: {
    ...COMPATIBLE,
    name: 'mistral',
    title: 'Mistral',
    fields: {
      ...CHAT_FIELDS,
      seed: 'random_seed',
      metadata: 'metadata',
      promptCacheKey: 'prompt_cache_key',
      parallelToolCalls: 'parallel_tool_calls',
    },
    efforts: ['none', 'high'],
    streamOptions: false,
    reasoning: 'always',
    callIds: 'nine',
    audio: false,
    files: 'document_url',
    // A user message must not follow a tool message.
    imagesInToolResults: true,
  },
  /** https://console.groq.com/docs/api-reference and /docs/structured-outputs: no structured answers with tools. */
  groq: {
    ...COMPATIBLE,
    name: 'groq',
    title: 'Groq',
    fields: {
      ...CHAT_FIELDS,
      maxTokens: 'max_completion_tokens',
      serviceTier: 'service_tier',
      user: 'user',
      parallelToolCalls: 'parallel_tool_calls',
    },
    efforts: ['none', 'low', 'medium', 'high'],
    structuredWithTools: ['tool', 'prompt'],
    reasoning: 'never',
    audio: false,
    files: 'none',
    serviceTools: {
      web_search: { type: 'browser_search' },
      code_execution: { type: 'code_interpreter' },
    },
  },
  /** https://openrouter.ai/docs/api/reference/parameters and /docs/use-cases/reasoning-tokens */
  openrouter: {
    ...COMPATIBLE,
    name: 'openrouter',
    title: 'OpenRouter',
    fields: {
      ...COMPATIBLE.fields,
      reasoningEffort: 'reasoning.effort',
      reasoningSummary: 'reasoning.summary',
      store: false,
      promptCacheKey: 'prompt_cache_key',
    },
    reasoning: 'always',
    files: 'file_url',
    serviceTools: { web_search: { type: 'openrouter:web_search' } },
  },
  /** https://docs.together.ai/reference/chat-completions */
  together: {
    ...COMPATIBLE,
    name: 'together',
    title: 'Together',
    fields: { ...CHAT_FIELDS, topK: 'top_k' },
    structuredWithTools: ['tool', 'prompt'],
    strict: false,
    reasoning: 'never',
    audio: false,
    files: 'none',
  },
  /** https://docs.x.ai/docs/api-reference: reasoning comes back only with Responses. */
  xai: {
    ...COMPATIBLE,
    name: 'xai',
    title: 'xAI',
    fields: {
      ...CHAT_FIELDS,
      maxTokens: 'max_completion_tokens',
      user: 'user',
      parallelToolCalls: 'parallel_tool_calls',
    },
    efforts: ['none', 'low', 'medium', 'high', 'xhigh'],
    reasoning: 'never',
    audio: false,
    files: 'none',
  },
  /** https://docs.ollama.com/api/openai-compatibility: unknown fields are ignored. */
  ollama: {
    ...COMPATIBLE,
    name: 'ollama',
    title: 'Ollama',
    fields: CHAT_FIELDS,
    structuredWithTools: ['prompt'],
    strict: false,
    audio: false,
    files: 'none',
  },
  /** https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html */
  vllm: {
    ...COMPATIBLE,
    name: 'vllm',
    title: 'vLLM',
    fields: { ...CHAT_FIELDS, topK: 'top_k', parallelToolCalls: 'parallel_tool_calls' },
    structuredWithTools: ['tool', 'prompt'],
    files: 'none',
  },
  /** https://lmstudio.ai/docs/developer/openai-compat/chat-completions: only JSON schemas, no `json_object`. */
  lmstudio: {
    ...COMPATIBLE,
    name: 'lmstudio',
    title: 'LM Studio',
    fields: { ...CHAT_FIELDS, topK: 'top_k' },
    structured: ['schema', 'tool', 'prompt'],
    structuredWithTools: ['prompt'],
    reasoning: 'never',
    audio: false,
    files: 'none',
  },
  /** https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md: no grammar together with tools. */
  llamacpp: {
    ...COMPATIBLE,
    name: 'llamacpp',
    title: 'llama.cpp',
    fields: { ...CHAT_FIELDS, topK: 'top_k', parallelToolCalls: 'parallel_tool_calls' },
    structuredWithTools: ['tool', 'prompt'],
    strict: false,
    files: 'none',
  },
};
