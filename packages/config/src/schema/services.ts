import type { NamedService, Settings } from '@mcp-agent/core';
import type { AISDKSettings } from '@mcp-agent/llm-ai-sdk';
import type { AnthropicSettings } from '@mcp-agent/llm-anthropic';
import type { AzureSettings, OpenAISettings } from '@mcp-agent/llm-openai';
import { z } from 'zod';
import { freeMap, MODEL_SERVICE } from './model-service.ts';
import { ANTHROPIC, AZURE, OPENAI } from './models.ts';
import { camelKeys, type FileShape, section } from './section.ts';

const AI_SDK: FileShape<AISDKSettings> = {
  ...MODEL_SERVICE,
  package: z.string().min(1),
  factory: z.string().min(1).optional(),
  options: freeMap.optional(),
  provider_options: z.record(z.string(), freeMap).optional(),
};

const DESCRIPTION =
  'Provider: `openai`, `azure`, `anthropic`, `ai-sdk`, or one of your own. The other keys are those of its section.';

const PATH = 'services.<name>';

const own = {
  openai: section<{ provider: 'openai' } & OpenAISettings>(PATH, {
    provider: z.literal('openai').describe(DESCRIPTION),
    ...OPENAI,
  }),
  azure: section<{ provider: 'azure' } & AzureSettings>(PATH, {
    provider: z.literal('azure').describe(DESCRIPTION),
    ...AZURE,
  }),
  anthropic: section<{ provider: 'anthropic' } & AnthropicSettings>(PATH, {
    provider: z.literal('anthropic').describe(DESCRIPTION),
    ...ANTHROPIC,
  }),
  'ai-sdk': section<{ provider: 'ai-sdk' } & AISDKSettings>(PATH, {
    provider: z.literal('ai-sdk').describe(DESCRIPTION),
    ...AI_SDK,
  }),
};

const OTHER_PROVIDER = new RegExp(`^(?!(?:${Object.keys(own).join('|')})$).`);

/** The service of a provider from another package. Its own keys are not validated. */
const foreign = z
  .looseObject({
    ...MODEL_SERVICE,
    provider: z.string().regex(OTHER_PROVIDER, 'expected the name of a provider').describe(DESCRIPTION),
  })
  .transform(camelKeys)
  .pipe(z.custom<NamedService>());

export const servicesSchema: z.ZodType<NonNullable<Settings['services']>> = z.record(
  z.string(),
  z.union([...Object.values(own), foreign]),
);
