import type { ActivityOptions } from '../../runtime/activity/options.ts';

/**
 * Options of the activities of model, tool and function calls. {@link runCall} limits the time of an attempt, decides
 * whether there is a next one, and sets its delay. The delay here is that after the death of a worker, which counts as no
 * attempt of the call.
 */
export const CALL_ACTIVITY_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { days: 365 },
  retry: {
    initialInterval: { seconds: 1 },
    backoffCoefficient: 1,
    maximumInterval: { seconds: 1 },
    maximumAttempts: Infinity,
    nonRetryableErrorTypes: [],
  },
};
