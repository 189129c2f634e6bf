import { backoffDelay, retryDelay } from '../../runtime/activity/retry.ts';
import type { ActivityContext } from '../../runtime/activity/context.ts';
import { runWithin } from '../../runtime/activity/time-limit.ts';
import { NotReadyError } from '../../runtime/errors/activity.ts';
import { toError } from '../../runtime/errors/data.ts';
import type { McpAgentError } from '../../runtime/errors/error.ts';
import { activityTimedOut } from '../../runtime/errors/outcomes.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { ServerRequestError, ServerStartError } from '../errors/mcp.ts';
import { CallAttempts } from './call-attempts.ts';
import { type CallPolicy, callPolicy } from './call-policy.ts';
import type { CallKind, CallOptions } from './call-settings.ts';
import { failedForGood, inWords, withDelay } from './failed-for-good.ts';
import { logAvailable, logUnavailable } from './outages.ts';

/** An attempt of a call. */
export interface Call<T> {
  readonly kind: CallKind;
  /** What the tool's definition, the agent and the call set; the nearest last. */
  readonly options: readonly (CallOptions | undefined)[];
  /** What the settings of an MCP server say: nearer than `calls` of the settings, farther than code. Default: nothing. */
  readonly server?: CallOptions;
  /** Whether the call limits its own time, by the policy that it receives. Default: false. */
  readonly limitsItself?: boolean;
  run(context: ActivityContext, policy: CallPolicy): Promise<T>;
}

/**
 * Runs an attempt of a model, tool or function call, in an activity whose retry policy has no limit
 * ({@link CALL_ACTIVITY_OPTIONS}). The policy of the call decides whether its error is permanent, and when the next attempt
 * starts: settings are known only here, and only failures of the call itself count. The count is in the heartbeat details,
 * which survive the death of a worker on every engine.
 *
 * @throws {@link NotReadyError} when the service is unavailable and the call is retried
 * @throws the error of the call; permanent if it is not retried
 */
export async function runCall<T>(context: ActivityContext, call: Call<T>): Promise<T> {
  const policy = callPolicy(call, context);
  const attempts = new CallAttempts(context);
  try {
    const result = await withinTime(attempts.context, policy, call);
    await logAvailable(context, attempts);
    return result;
  } catch (thrown) {
    if (context.signal.aborted || NotReadyError.isInstance(thrown)) throw thrown;
    const error = toError(thrown);
    if (error.nonRetryable === true) throw thrown;
    throw error.unavailable === true
      ? await unavailable(error, attempts, call, policy, context)
      : failed(error, attempts, call, policy);
  }
}

function withinTime<T>(
  context: ActivityContext,
  policy: CallPolicy,
  { kind, run, limitsItself = false }: Call<T>,
): Promise<T> {
  const { startToCloseTimeoutMs } = policy;
  if (limitsItself) return run(context, policy);
  const limits = {
    startToCloseTimeoutMs,
    scheduleToCloseTimeoutMs: undefined,
    scheduleToStartTimeoutMs: undefined,
    heartbeatTimeoutMs: 0,
  };
  return runWithin({
    ms: startToCloseTimeoutMs,
    signal: context.signal,
    expired: () =>
      new TimeoutError(
        `${activityTimedOut(context.info.activity, 'start-to-close', limits).message}\n` +
          `If it needs longer, raise calls.${kind}.startToCloseTimeout.`,
        { kind: 'start-to-close' },
      ),
    run: (signal) => run({ ...context, signal }, policy),
  });
}

/** The call failed: counts the attempt. */
function failed<T>(
  error: McpAgentError,
  attempts: CallAttempts,
  { kind }: Call<T>,
  { retry }: CallPolicy,
): McpAgentError {
  const { failures, sinceMs } = attempts.failed();
  const delayMs = retryDelay(retry, failures, error);
  if (delayMs !== undefined) return withDelay(error, delayMs);
  const isCounted = failures >= retry.maximumAttempts && failures > 1;
  return failedForGood(
    error,
    isCounted
      ? {
          what: `It failed in ${failures} attempts`,
          ms: sinceMs,
          setting: `calls.${kind}.retry.maximumAttempts`,
        }
      : undefined,
  );
}

/** The service is unavailable: counts no attempt, but the time. */
async function unavailable<T>(
  error: McpAgentError,
  attempts: CallAttempts,
  { kind }: Call<T>,
  policy: CallPolicy,
  context: ActivityContext,
): Promise<McpAgentError> {
  const { count, sinceMs } = attempts.unavailable();
  const server = serverTimeoutOf(error, policy);
  const limitMs = server?.ms ?? policy.unavailableTimeoutMs;
  const setting = server?.setting ?? `calls.${kind}.retry.unavailableTimeout`;
  const leftMs = Math.max(0, limitMs - sinceMs);
  const askedMs = error.nextRetryDelayMs ?? 0;
  if (leftMs === 0 || askedMs > leftMs) {
    const what =
      askedMs > leftMs
        ? `It asks to wait ${inWords(askedMs)}, and was unavailable in ${attemptsOf(count)}`
        : `It was unavailable in ${attemptsOf(count)}`;
    return failedForGood(error, { what, ms: sinceMs, setting });
  }
  const delayMs = Math.ceil(Math.max(askedMs, Math.min(backoffDelay(policy.retry, count), leftMs)));
  await logUnavailable(context, error, { delayMs, limitMs, setting });
  return new NotReadyError(error.message, { cause: error, nextRetryDelayMs: delayMs });
}

/** Returns the timeout in the settings of the MCP server that is unavailable, which a timeout in code overrides. */
function serverTimeoutOf(
  error: McpAgentError,
  { isUnavailableTimeoutOfCode }: CallPolicy,
): { readonly ms: number; readonly setting: string } | undefined {
  if (!ServerStartError.isInstance(error) && !ServerRequestError.isInstance(error)) return undefined;
  const { server, reconnectTimeoutMs: ms } = error;
  if (ms === undefined || isUnavailableTimeoutOfCode) return undefined;
  return { ms, setting: `mcp.servers.${server}.reconnectTimeoutSeconds` };
}

function attemptsOf(count: number): string {
  return `${count} attempt${count === 1 ? '' : 's'}`;
}
