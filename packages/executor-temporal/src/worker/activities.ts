import type { JsonValue } from '@mcp-agent/core';
import type { ActivityHost } from '@mcp-agent/core/engine';
import { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { callerOf } from './caller.ts';
import { toFailure } from '../failure/to-failure.ts';

/** The name under which Temporal calls an activity that it has no function for. */
export interface DefaultActivity {
  default(input: JsonValue): Promise<JsonValue>;
}

/** Has the host run whatever activity Temporal asks for. */
export function activitiesOf(host: ActivityHost): DefaultActivity {
  return { default: (input) => runActivity(host, input) };
}

async function runActivity(host: ActivityHost, input: JsonValue): Promise<JsonValue> {
  const context = Context.current();
  const { info, log, cancellationSignal: signal, heartbeat } = context;
  const { activityType: activity, activityId, attempt, workflowExecution } = info;
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  const beat = new Heartbeat((details) => heartbeat(details), info.heartbeatTimeoutMs, info.heartbeatDetails);
  try {
    return await host.run({
      info: {
        activity,
        activityId,
        attempt,
        workflowId,
        runId,
        ...(info.heartbeatDetails !== undefined && { heartbeatDetails: info.heartbeatDetails }),
      },
      input,
      signal,
      heartbeat: (details) => beat.now(details),
      caller: callerOf(context),
      log: (level, message, attributes) => log[level](message, attributes),
    });
  } catch (error) {
    // Temporal must see its own word for it, or it takes a cancellation for a failure and tries again.
    if (signal.aborted) {
      throw signal.reason instanceof CancelledFailure ? signal.reason : new CancelledFailure('Cancelled.');
    }
    throw toFailure(error);
  } finally {
    beat.stop();
  }
}

const BEATS_PER_TIMEOUT = 3;
/** Cancellation comes as the answer to a heartbeat: it is asked for this often at the least. */
const LONGEST_PAUSE_MS = 2_000;

/** Says for an activity that it lives, so that a dead worker is noticed and a cancellation arrives. */
class Heartbeat {
  readonly #send: (details: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #details: unknown;

  constructor(send: (details: unknown) => void, timeoutMs: number | undefined, details: unknown) {
    this.#send = send;
    // What an earlier attempt said is kept until this one says something.
    this.#details = details;
    const everyMs = Math.min(LONGEST_PAUSE_MS, (timeoutMs ?? Infinity) / BEATS_PER_TIMEOUT);
    this.#timer = setInterval(() => this.#send(this.#details), everyMs);
  }

  now(details: JsonValue): void {
    this.#details = details;
    this.#send(details);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
