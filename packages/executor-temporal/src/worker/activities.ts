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
import { reportEnd } from './detached-attempt.ts';
import { leaveDeadWorker } from './leave-dead-worker.ts';
import { Heartbeat } from './heartbeats/heartbeat.ts';
import type { HeartbeatThread } from './heartbeats/heartbeat-thread.ts';
import { toFailure } from '../failure/to-failure.ts';
import { SIGNAL_SELF } from '../internal-names.ts';
import { signalSelf } from './signal-self.ts';

/** The function that Temporal calls for every activity without its own function. */
export interface DefaultActivity {
  default(input: JsonValue): Promise<JsonValue>;
}

/** Runs every activity on the host. */
export function activitiesOf(host: ActivityHost, thread: HeartbeatThread): DefaultActivity {
  return { default: (input) => runActivity(host, thread, input) };
}

async function runActivity(
  host: ActivityHost,
  thread: HeartbeatThread,
  input: JsonValue,
): Promise<JsonValue> {
  const context = Context.current();
  if (context.info.activityType === SIGNAL_SELF) return signalSelf(context, fromJson<Message>(input));
  const heartbeat = await Heartbeat.start(context, thread);
  await leaveDeadWorker(context);
  let isDetached = false;
  const end = new AttemptEnd(context, {
    onTimeout: (error) => noteRetry(context, error),
    enter: (fn) => withOwnErrors(asked, fn),
    onGivenUp: () => {
      isDetached = true;
      heartbeat.detach(() => end.cancel());
    },
  });
  const asked: ActivityAttempt = {
    info: infoOf(context),
    input,
    signal: end.signal,
    heartbeat: (details) => heartbeat.send(details),
    checkpoint: (details) => heartbeat.record(details),
    caller: callerOf(context),
    log: (level, message, attributes) => context.log[level](message, attributes),
  };
  try {
    const ending = run(host, asked, context, end, heartbeat);
    // The SDK may give up the attempt while it runs.
    await Promise.allSettled([ending]);
    return await (isDetached || heartbeat.mayBeGivenUp ? reportEnd(context, ending) : ending);
  } finally {
    heartbeat.stop();
    end[Symbol.dispose]();
  }
}

/** Runs the activity. Throws what the SDK expects. */
async function run(
  host: ActivityHost,
  asked: ActivityAttempt,
  context: Context,
  end: AttemptEnd,
  heartbeat: Heartbeat,
): Promise<JsonValue> {
  try {
    const result = await withOwnErrors(asked, () =>
      // The SDK's own signal is also aborted when it gives up an attempt that continues.
      context.client.withAbortSignal(end.signal, () => host.run(asked)),
    );
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
  }
}

function infoOf({ info }: Context): ActivityAttempt['info'] {
  const { activityType: activity, activityId, attempt, workflowExecution, heartbeatDetails } = info;
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  return {
    activity,
    activityId,
    attempt,
    workflowId,
    runId,
    ...(heartbeatDetails !== undefined && { heartbeatDetails }),
  };
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
