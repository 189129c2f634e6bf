import type { ModelPrice } from '@mcp-agent/core';
import type { AsyncioSettings } from '@mcp-agent/executor-asyncio';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { callsSchema } from './calls.ts';
import { mcpSchema } from './mcp.ts';
import { anthropicSchema, azureSchema, openaiSchema } from './models.ts';
import { oauthSchema } from './oauth.ts';
import { retryPoliciesSchema } from './retry-policy.ts';
import { section } from './section.ts';
import { servicesSchema } from './services.ts';
import { temporalSchema } from './temporal.ts';

// Valid npm package names, ignoring npm's reserved words.
const PACKAGE_NAME = /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/;

const asyncioSchema = section<AsyncioSettings>('asyncio', {
  keep_finished: z.int().min(0).optional(),
  close_grace_seconds: z.number().min(0).optional(),
});

const loggerSchema = section<Settings['logger']>('logger', {
  type: z
    .enum(['none', 'console', 'file', 'http'])
    .optional()
    .meta({ 'x-unread-values': ['file', 'http'] }),
  level: z.enum(['debug', 'info', 'warning', 'error']).optional(),
});

const price = z.number().min(0);

const priceSchema = section<ModelPrice>('prices.<name>', {
  input: price,
  output: price,
  cached_input: price.optional(),
  cache_write_input: price.optional(),
});

/** Validates the content of a configuration file. */
export const settingsSchema: z.ZodType<Settings> = section<Settings>('', {
  execution_engine: z
    .string()
    .max(214)
    .regex(
      PACKAGE_NAME,
      'expected asyncio, temporal, or the name of an npm package such as "@acme/executor-x"',
    )
    .default('asyncio')
    .meta({ 'x-env': ['EXECUTION_ENGINE'] }),
  executor_options: z.record(z.string(), z.unknown()).default({}),
  prices: z.record(z.string(), priceSchema).default({}),
  workflow_task_modules: z.array(z.string()).default([]),
  calls: callsSchema.prefault({}),
  workflow_task_retry_policies: retryPoliciesSchema.default({}),
  asyncio: asyncioSchema.prefault({}),
  temporal: temporalSchema.prefault({}),
  mcp: mcpSchema.prefault({}),
  oauth: oauthSchema.prefault({}),
  openai: openaiSchema.prefault({}),
  azure: azureSchema.prefault({}),
  anthropic: anthropicSchema.prefault({}),
  services: servicesSchema.default({}),
  logger: loggerSchema.prefault({}),
});
