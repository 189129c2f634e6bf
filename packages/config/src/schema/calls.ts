import type { CallOptions, CallRetryPolicy, CallSettings } from '@mcp-agent/core';
import { z } from 'zod';
import { duration, patience, RETRY_POLICY } from './retry-policy.ts';
import { section } from './section.ts';

const callSchema = section<CallOptions>('calls.<kind>', {
  start_to_close_timeout: duration.optional(),
  retry: section<CallRetryPolicy>('calls.<kind>.retry', {
    ...RETRY_POLICY,
    unavailable_timeout: patience.optional(),
  }).optional(),
});

/** Timeouts and retries by the kind of call. */
export const callsSchema: z.ZodType<CallSettings> = section<CallSettings>('calls', {
  model: callSchema.optional(),
  tool: callSchema.optional(),
  function: callSchema.optional(),
});
