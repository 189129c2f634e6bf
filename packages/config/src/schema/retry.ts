import { z } from 'zod';
import { section } from './section.ts';

/** One entry of `workflow_task_retry_policies`: how the activities that its name matches are tried again. */
export interface RetryPolicySettings {
  /** How often an activity is tried at most. */
  readonly maximumAttempts?: number;
  /** The pause before the second attempt, in seconds. */
  readonly initialIntervalSeconds?: number;
  /** By what the pause grows from attempt to attempt. */
  readonly backoffCoefficient?: number;
  /** The longest pause, in seconds. */
  readonly maximumIntervalSeconds?: number;
  /** Names of errors after which there is no other attempt. */
  readonly nonRetryableErrorTypes?: readonly string[];
}

interface RetryPolicyFile extends Omit<
  RetryPolicySettings,
  'initialIntervalSeconds' | 'maximumIntervalSeconds'
> {
  readonly initialInterval?: number;
  readonly maximumInterval?: number;
}

export const retryPolicySchema: z.ZodType<RetryPolicySettings> = section<RetryPolicyFile>({
  maximum_attempts: z.int().min(1).optional().describe('How often an activity is tried at most.'),
  initial_interval: z
    .number()
    .positive()
    .optional()
    .describe('The pause before the second attempt, in seconds.'),
  backoff_coefficient: z
    .number()
    .min(1)
    .optional()
    .describe('By what the pause grows from attempt to attempt.'),
  maximum_interval: z.number().positive().optional().describe('The longest pause, in seconds.'),
  non_retryable_error_types: z
    .array(z.string())
    .optional()
    .describe('Names of errors after which there is no other attempt.'),
}).transform(({ initialInterval, maximumInterval, ...policy }) => ({
  ...policy,
  ...(initialInterval === undefined ? {} : { initialIntervalSeconds: initialInterval }),
  ...(maximumInterval === undefined ? {} : { maximumIntervalSeconds: maximumInterval }),
}));
