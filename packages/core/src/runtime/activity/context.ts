import type { Settings } from '../settings.ts';
import type { JsonObject, JsonValue } from '../values/json.ts';
import type { QueryDefinition, SignalDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { LogLevel } from '../workflow/runtime.ts';
import type { CancellationSignal } from './cancellation.ts';
import type { ResourceDefinition } from './resource.ts';

/** Identifies an attempt of an activity. */
export interface ActivityInfo {
  readonly activity: string;
  /** Unique in the run of the workflow. The same for every attempt. */
  readonly activityId: string;
  /** From 1. */
  readonly attempt: number;
  readonly workflowId: string;
  readonly runId: string;
  /** Details of the last `heartbeat` of the previous attempt. */
  readonly heartbeatDetails?: JsonValue;
}

/** Context that an activity receives in addition to its input. */
export interface ActivityContext {
  readonly info: ActivityInfo;
  /** Aborted when the activity is cancelled, when its attempt times out, and when the worker shuts down. */
  readonly signal: CancellationSignal;
  readonly settings: Settings;
  /**
   * Name of the worker that runs the activity, for `ActivityOptions.worker`. Absent if activities cannot be
   * pinned to it.
   */
  readonly worker?: string;
  /**
   * Records progress details. The next attempt finds them in `info.heartbeatDetails`. The host sends heartbeats
   * automatically, so this is not needed to keep the activity alive.
   */
  heartbeat(details: JsonValue): void;
  /**
   * Like `heartbeat`, but resolves when the engine has recorded the details: if the worker dies after that, the
   * next attempt finds them. Await it before an effect that must not happen twice.
   *
   * @throws {@link EngineRequestError} when the engine did not record them, such as after the attempt timed out
   */
  checkpoint(details: JsonValue): Promise<void>;
  /** Returns a resource of the host. It is opened on first use. */
  resource<T>(definition: ResourceDefinition<T>): Promise<T>;
  /** Queries the workflow that called the activity. */
  queryWorkflow<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;
  /** Signals the workflow that called the activity. The workflow receives it before the activity's result. */
  signalWorkflow<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;
  /**
   * Sends an update to the workflow that called the activity, and waits for its result without a timeout. A
   * retried attempt sends it again.
   *
   * @throws {@link UpdateRejectedError} when the workflow has no handler, or its validator rejects the update
   * @throws {@link MessageFailedError} when the handler throws
   */
  updateWorkflow<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;
  log(level: LogLevel, message: string, attributes?: JsonObject): void;
}
