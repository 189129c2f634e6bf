import type { JsonValue } from '@mcp-agent/core';
import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import {
  type ActivityAttempt,
  type ActivityHost,
  fromJson,
  logRetry,
  type Message,
  type ResolvedRetryPolicy,
  retryDelay,
} from '@mcp-agent/core/engine';
import { withOwnErrors } from '@mcp-agent/engine-kit';
import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { msOptionalToNumber } from '@temporalio/common/lib/time.js';
import { AttemptEnd } from './attempt-end.ts';
import { callerOf } from './caller.ts';
import { Heartbeat } from './heartbeat.ts';
import { toFailure } from '../failure/to-failure.ts';
import { SIGNAL_SELF } from '../internal-names.ts';
import { signalSelf } from './signal-self.ts';

/** The function that Temporal calls for every activity without its own function. */
export interface DefaultActivity {
  default(input: JsonValue): Promise<JsonValue>;
}

/** Runs every activity on the host. */
export function activitiesOf(host: ActivityHost): DefaultActivity {
  return { default: (input) => runActivity(host, input) };
}

async function runActivity(host: ActivityHost, input: JsonValue): Promise<JsonValue> {
  const context = Context.current();
  const { info, log } = context;
  const { activityType: activity, activityId, attempt, workflowExecution } = info;
  if (activity === SIGNAL_SELF) return signalSelf(context, fromJson<Message>(input));
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  const heartbeat = new Heartbeat(context);
  const end = new AttemptEnd(
    context,
    (error) => noteRetry(context, error),
    (fn) => withOwnErrors(asked, fn),
  );
  const asked: ActivityAttempt = {
    info: {
      activity,
      activityId,
      attempt,
      workflowId,
      runId,
      ...(info.heartbeatDetails !== undefined && { heartbeatDetails: info.heartbeatDetails }),
    },
    input,
    signal: end.signal,
    heartbeat: (details) => heartbeat.send(details),
    checkpoint: (details) => heartbeat.record(details),
    caller: callerOf(context),
    log: (level, message, attributes) => log[level](message, attributes),
  };
  try {
    const result = await withOwnErrors(asked, () => host.run(asked));
    // The server may not have noticed the timeout yet. On every engine, a result after it does not count.
    if (end.timeout === undefined) return result;
    throw end.timeout;
  } catch (error) {
    if (end.timeout !== undefined) throw toFailure(end.timeout);
    // Temporal needs its own failure type; otherwise it treats a cancellation as a failure and retries.
    if (end.signal.aborted) throw new CancelledFailure('Cancelled.');
    // The next attempt must receive the latest heartbeat details.
    await heartbeat.sent();
    noteRetry(context, error);
    throw toFailure(error);
  } finally {
    heartbeat.stop();
    end[Symbol.dispose]();
  }
}

/** Logs a failed attempt and the start time of the next one, as on every engine. The server applies the same policy. */
function noteRetry({ info, log }: Context, thrown: unknown): void {
  const { retryPolicy, activityType: activity, attempt: failed } = info;
  const initialIntervalMs = msOptionalToNumber(retryPolicy?.initialInterval) ?? 1_000;
  const retry: ResolvedRetryPolicy = {
    initialIntervalMs,
    backoffCoefficient: retryPolicy?.backoffCoefficient ?? 2,
    maximumIntervalMs: msOptionalToNumber(retryPolicy?.maximumInterval) ?? initialIntervalMs * 100,
    // The server uses 0 for no limit.
    maximumAttempts: retryPolicy?.maximumAttempts || Infinity,
    nonRetryableErrorTypes: retryPolicy?.nonRetryableErrorTypes ?? [],
  };
  const error = errorFromData(errorToData(thrown));
  const delayMs = retryDelay(retry, failed, error);
  if (delayMs === undefined) return;
  logRetry(
    (level, message, attributes) => log[level](message, attributes),
    { activity, options: { retry } },
    { failed, error, delayMs },
  );
}
