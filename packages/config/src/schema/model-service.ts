import type { JsonObject, ModelServiceSettings, PromptCache } from '@mcp-agent/core';
import { z } from 'zod';
import { type FileShape, section } from './section.ts';

const probability = z.number().min(0).max(1);
const text = z.string().optional();

/** A map in the form of a service. Its keys are not renamed. */
export const freeMap: z.ZodType<JsonObject> = z.record(z.string(), z.unknown()).pipe(z.custom<JsonObject>());

const promptCacheSchema = section<PromptCache>('prompt_cache', { ttl: text, key: text });

/** The settings of every model service. */
export const MODEL_SERVICE: FileShape<ModelServiceSettings> = {
  api_key: text,
  base_url: text,
  default_model: text,
  default_headers: z.record(z.string(), z.string()).optional(),
  max_retry_delay_seconds: z.number().min(0).optional(),
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).optional(),
  top_p: probability.optional(),
  top_k: z.int().min(1).optional(),
  seed: z.int().optional(),
  presence_penalty: z.number().optional(),
  frequency_penalty: z.number().optional(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
  reasoning_summary: text,
  service_tier: text,
  store: z.boolean().optional(),
  strict: z.boolean().optional(),
  structured_mode: z.enum(['schema', 'tool', 'json', 'prompt']).optional(),
  prompt_cache: z.union([z.boolean(), promptCacheSchema]).optional(),
  user: text,
  extra_body: freeMap.optional(),
};
