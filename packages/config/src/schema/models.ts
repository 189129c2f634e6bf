import type { AnthropicSettings } from '@mcp-agent/llm-anthropic';
import type { AzureSettings, OpenAISettings } from '@mcp-agent/llm-openai';
import { z } from 'zod';
import { MODEL_SERVICE } from './model-service.ts';
import { profileSchema } from './openai-profile.ts';
import { type FileShape, section } from './section.ts';

const text = z.string().optional();
const api = z.enum(['chat', 'responses']).optional();

/** The settings of each provider that has a section of its own. */
export const OPENAI: FileShape<OpenAISettings> = {
  ...MODEL_SERVICE,
  api,
  profile: profileSchema,
  organization: text,
};

export const AZURE: FileShape<AzureSettings> = {
  ...MODEL_SERVICE,
  azure_ad_token: text,
  endpoint: text,
  api_version: text,
  azure_deployment: text,
  api,
  profile: profileSchema,
};

export const ANTHROPIC: FileShape<AnthropicSettings> = MODEL_SERVICE;

/** A string that the first of these environment variables that is set overrides. */
function textFrom(...variables: readonly string[]): z.ZodType<string | undefined> {
  return text.meta({ 'x-env': variables });
}

export const openaiSchema: z.ZodType<OpenAISettings> = section<OpenAISettings>('openai', {
  ...OPENAI,
  api_key: textFrom('OPENAI_API_KEY'),
  base_url: textFrom('OPENAI_BASE_URL'),
  default_model: textFrom('OPENAI_DEFAULT_MODEL'),
  reasoning_effort: OPENAI.reasoning_effort.meta({ 'x-env': ['OPENAI_REASONING_EFFORT'] }),
});

export const azureSchema: z.ZodType<AzureSettings> = section<AzureSettings>('azure', {
  ...AZURE,
  api_key: textFrom('AZURE_OPENAI_API_KEY', 'AZURE_AI_API_KEY'),
  azure_ad_token: textFrom('AZURE_AD_TOKEN', 'AZURE_AI_AD_TOKEN'),
  endpoint: textFrom('AZURE_OPENAI_ENDPOINT', 'AZURE_AI_ENDPOINT'),
  api_version: textFrom('AZURE_OPENAI_API_VERSION', 'AZURE_AI_API_VERSION'),
  azure_deployment: textFrom('AZURE_OPENAI_DEPLOYMENT', 'AZURE_AI_DEPLOYMENT'),
  default_model: textFrom('AZURE_OPENAI_DEFAULT_MODEL'),
});

export const anthropicSchema: z.ZodType<AnthropicSettings> = section<AnthropicSettings>('anthropic', {
  ...ANTHROPIC,
  api_key: textFrom('ANTHROPIC_API_KEY'),
  base_url: textFrom('ANTHROPIC_BASE_URL'),
  default_model: textFrom('ANTHROPIC_DEFAULT_MODEL'),
});
