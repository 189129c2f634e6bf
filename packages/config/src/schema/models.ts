import type { AnthropicSettings } from '@mcp-agent/llm-anthropic';
import type { AzureSettings, OpenAISettings } from '@mcp-agent/llm-openai';
import { z } from 'zod';
import { section } from './section.ts';

/** A string that the first of these environment variables that is set overrides. */
function textFrom(...variables: readonly string[]): z.ZodType<string | undefined> {
  return z.string().optional().meta({ 'x-env': variables });
}

export const openaiSchema: z.ZodType<OpenAISettings> = section<OpenAISettings>('openai', {
  api_key: textFrom('OPENAI_API_KEY'),
  base_url: textFrom('OPENAI_BASE_URL'),
  api: z.enum(['chat', 'responses']).optional(),
  default_model: textFrom('OPENAI_DEFAULT_MODEL'),
  reasoning_effort: z
    .enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])
    .optional()
    .meta({ 'x-env': ['OPENAI_REASONING_EFFORT'] }),
  user: z.string().optional(),
  default_headers: z.record(z.string(), z.string()).optional(),
  organization: z.string().optional(),
});

export const azureSchema: z.ZodType<AzureSettings> = section<AzureSettings>('azure', {
  api_key: textFrom('AZURE_OPENAI_API_KEY', 'AZURE_AI_API_KEY'),
  azure_ad_token: textFrom('AZURE_AD_TOKEN', 'AZURE_AI_AD_TOKEN'),
  endpoint: textFrom('AZURE_OPENAI_ENDPOINT', 'AZURE_AI_ENDPOINT'),
  api_version: textFrom('AZURE_OPENAI_API_VERSION', 'AZURE_AI_API_VERSION'),
  azure_deployment: textFrom('AZURE_OPENAI_DEPLOYMENT', 'AZURE_AI_DEPLOYMENT'),
  default_model: textFrom('AZURE_OPENAI_DEFAULT_MODEL'),
});

export const anthropicSchema: z.ZodType<AnthropicSettings> = section<AnthropicSettings>('anthropic', {
  api_key: textFrom('ANTHROPIC_API_KEY'),
  base_url: textFrom('ANTHROPIC_BASE_URL'),
  default_model: textFrom('ANTHROPIC_DEFAULT_MODEL'),
});
