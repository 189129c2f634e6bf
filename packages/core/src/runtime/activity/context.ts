import type { Settings } from '../settings.ts';
import type { JsonObject, JsonValue } from '../values/json.ts';
import type { QueryDefinition, SignalDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { LogLevel } from '../workflow/runtime.ts';
import type { CancellationSignal } from './cancellation.ts';
import type { ResourceDefinition } from './resource.ts';

/** Which attempt of which activity this is. */
export interface ActivityInfo {
  readonly activity: string;
  /** Unique in the run of the workflow, and the same for every attempt. */
  readonly activityId: string;
  /** From 1. */
  readonly attempt: number;
  readonly workflowId: string;
  readonly runId: string;
  /** What the attempt before this one said last by `heartbeat`. */
  readonly heartbeatDetails?: JsonValue;
}

/** What an activity is given beside its input. */
export interface ActivityContext {
  readonly info: ActivityInfo;
  /** Aborted when the activity is cancelled, when its time is up, and when the worker shuts down. */
  readonly signal: CancellationSignal;
  readonly settings: Settings;
  /** The name of the worker that runs this, for `ActivityOptions.worker`, where it takes such work. */
  readonly worker?: string;
  /**
   * Says how far the activity has come; the next attempt finds it in `info.heartbeatDetails`. That the
   * activity lives is told by the host, without this.
   */
  heartbeat(details: JsonValue): void;
  /**
   * Does what `heartbeat` does, and resolves when the engine has recorded the details: if the worker dies after that,
   * the next attempt finds them. Await it before an effect that must not happen twice.
   *
   * @throws {@link EngineRequestError} when the engine did not record them, such as after the attempt's time is up
   */
  checkpoint(details: JsonValue): Promise<void>;
  /** A resource of the host, opened on first use. */
  resource<T>(definition: ResourceDefinition<T>): Promise<T>;
  /** Asks the workflow that called the activity. */
  queryWorkflow<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;
  /** Tells the workflow that called the activity; it knows of it before it has the activity's result. */
  signalWorkflow<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;
  /**
   * Has the workflow that called the activity do something, and waits for what it gives, however long that
   * takes. An attempt that is made again asks again.
   *
   * @throws {@link UpdateRejectedError} when the workflow has no handler, or its validator refuses
   * @throws {@link MessageFailedError} when the handler throws
   */
  updateWorkflow<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;
  log(level: LogLevel, message: string, attributes?: JsonObject): void;
}
