import type { ProfileFields, ProfileName, ProfileOverrides } from '@mcp-agent/llm-openai';
import { z } from 'zod';
import { freeMap } from './model-service.ts';
import { section } from './section.ts';

const NAMES: readonly ProfileName[] = [
  'openai',
  'azure',
  'deepseek',
  'gemini',
  'mistral',
  'groq',
  'openrouter',
  'together',
  'xai',
  'ollama',
  'vllm',
  'lmstudio',
  'llamacpp',
  'compatible',
];

const name = z.enum(NAMES);
const effort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);
const mode = z.enum(['schema', 'tool', 'json', 'prompt']);
const flag = z.boolean().optional();

/** The field of a parameter. */
function field(parameter: string): z.ZodType<string | false | undefined> {
  return z
    .union([z.string(), z.literal(false)])
    .optional()
    .describe(`Field of \`${parameter}\` in requests; \`false\` if the service has none.`);
}

const fieldsSchema = section<Partial<ProfileFields>>('profile.fields', {
  max_tokens: field('max_tokens'),
  temperature: field('temperature'),
  top_p: field('top_p'),
  top_k: field('top_k'),
  seed: field('seed'),
  presence_penalty: field('presence_penalty'),
  frequency_penalty: field('frequency_penalty'),
  stop_sequences: field('stop_sequences'),
  reasoning_effort: field('reasoning_effort'),
  reasoning_summary: field('reasoning_summary'),
  service_tier: field('service_tier'),
  store: field('store'),
  metadata: field('metadata'),
  user: field('user'),
  prompt_cache_key: field('prompt_cache_key'),
  prompt_cache_ttl: field('prompt_cache_ttl'),
  parallel_tool_calls: field('parallel_tool_calls'),
});

const tool = freeMap.optional().describe('Declaration of the tool, as the service documents it.');

const toolsSchema = section<NonNullable<ProfileOverrides['serviceTools']>>('profile.service_tools', {
  web_search: tool,
  code_execution: tool,
});

/** The name of a profile, or changes to one. */
export const profileSchema: z.ZodType<ProfileName | ProfileOverrides | undefined> = z
  .union([
    name,
    section<ProfileOverrides>('profile', {
      base: name.optional(),
      fields: fieldsSchema.optional(),
      efforts: z.array(effort).optional(),
      without_reasoning: freeMap.optional(),
      structured: z.array(mode).optional(),
      structured_with_tools: z.array(mode).optional(),
      strict: flag,
      stream_options: flag,
      system_role: z.enum(['system', 'developer']).optional(),
      reasoning: z.enum(['never', 'calls', 'required', 'always']).optional(),
      think_tags: flag,
      call_ids: z.enum(['any', 'nine']).optional(),
      metadata_needs_store: flag,
      rejected_keywords: z.array(z.string()).optional(),
      images: z.enum(['url', 'data', 'none']).optional(),
      audio: flag,
      files: z.enum(['file', 'file_url', 'document_url', 'none']).optional(),
      images_in_tool_results: flag,
      service_tools: toolsSchema.optional(),
    }),
  ])
  .optional();
