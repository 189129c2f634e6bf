import type { ActivityOptions } from '../../runtime/activity/options.ts';

/**
 * Options of the activities of model, tool and function calls. {@link runCall} limits the time of an attempt, decides
 * whether there is a next one, and sets its delay. The delay here is that after the death of a worker, which counts as no
 * attempt of the call.
 */
export const CALL_ACTIVITY_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { days: 365 },
  retry: {
    initialInterval: { milliseconds: 100 },
    backoffCoefficient: 2,
    maximumInterval: { seconds: 10 },
    maximumAttempts: Infinity,
    nonRetryableErrorTypes: [],
  },
};

/**
 * The same for a call that is not repeated after the death of its worker: its outcome would be unknown. The engine is
 * more patient before it takes the worker for dead, for example while the engine's own server restarts.
 */
export const UNREPEATED_CALL_OPTIONS: ActivityOptions = {
  ...CALL_ACTIVITY_OPTIONS,
  heartbeatTimeout: { seconds: 8 },
};
