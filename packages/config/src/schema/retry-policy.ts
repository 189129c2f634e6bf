import type { Duration, RetryPolicy } from '@mcp-agent/core';
import { toMilliseconds } from '@mcp-agent/core/engine';
import { z } from 'zod';
import { type FileShape, section } from './section.ts';

const EXPECTED = 'expected a number of seconds, or text such as "1 minute"';

/** A duration in a file: seconds, as in mcp-agent, or text such as `1 minute`. */
export const duration: z.ZodType<Duration> = z
  .union([z.number().positive(), z.string().min(1).refine(isPositive, EXPECTED)])
  .transform(inSeconds);

/** A duration in a file that may be 0. */
export const patience: z.ZodType<Duration> = z
  .union([z.number().min(0), z.string().min(1).refine(isDuration, EXPECTED)])
  .transform(inSeconds);

function inSeconds(value: number | string): Duration {
  return typeof value === 'number' ? { seconds: value } : value;
}

function isPositive(text: string): boolean {
  return isDuration(text) && toMilliseconds(text) > 0;
}

function isDuration(text: string): boolean {
  try {
    return toMilliseconds(text) >= 0;
  } catch {
    return false;
  }
}

/** The fields of every retry policy. */
export const RETRY_POLICY: FileShape<RetryPolicy> = {
  maximum_attempts: z.int().min(0).optional(),
  initial_interval: duration.optional(),
  backoff_coefficient: z.number().min(1).optional(),
  maximum_interval: duration.optional(),
  non_retryable_error_types: z.array(z.string().min(1)).optional(),
};

/** Retry policies by the names of activities. */
export const retryPoliciesSchema: z.ZodType<Readonly<Record<string, RetryPolicy>>> = z.record(
  z.string(),
  section<RetryPolicy>('workflow_task_retry_policies.<name>', RETRY_POLICY),
);
