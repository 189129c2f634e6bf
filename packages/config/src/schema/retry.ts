import { z } from 'zod';
import { section } from './section.ts';

/** One entry of `workflow_task_retry_policies`: the retry policy of the activities that match its name. */
export interface RetryPolicySettings {
  /** Maximum number of attempts. */
  readonly maximumAttempts?: number;
  /** Delay before the second attempt, in seconds. */
  readonly initialIntervalSeconds?: number;
  /** Factor by which the delay grows with each attempt. */
  readonly backoffCoefficient?: number;
  /** Maximum delay, in seconds. */
  readonly maximumIntervalSeconds?: number;
  /** Names of errors that are not retried. */
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
