import type { ActivityOptions, ResolvedActivityOptions } from '../activity/options.ts';
import type { PublishedItem } from '../executor/follow.ts';
import type { JsonObject, JsonValue } from '../values/json.ts';

/** Identifies a running workflow. */
export interface WorkflowInfo {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowName: string;
  /** The engine's name: `asyncio`, `temporal`, or a third party's. */
  readonly engine: string;
  /** From 1. Greater if the engine retries the whole workflow. */
  readonly attempt: number;
  /** When this run started, in milliseconds since 1970. */
  readonly startTime: number;
  readonly parent?: { readonly workflowId: string; readonly runId: string } | undefined;
  /** Values from the parent besides the input ({@link ChildRequest}). Runs that continue the child have them, too. */
  readonly inherited?: JsonObject | undefined;
}

/** A request to run an activity, with values as JSON and options in milliseconds. */
export interface ActivityRequest {
  readonly activity: string;
  readonly input: JsonValue;
  readonly options: ResolvedActivityOptions;
}

/** What happens to a child when its parent ends first. */
export type ParentClosePolicy = 'terminate' | 'abandon' | 'request_cancel';

/** A request to start a child workflow. */
export interface ChildRequest {
  readonly workflowName: string;
  /** The definition that the parent passed, for engines that run children in its process. */
  readonly workflow: object;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly parentClosePolicy: ParentClosePolicy;
  /** Values for the `inherited` of the child. */
  readonly inherited?: JsonObject;
}

/** A started child workflow. It stays valid when the child continues as new. */
export interface ChildRun {
  readonly workflowId: string;
  readonly runId: string;
  /** Settles when the child ends; rejects with a `ChildWorkflowError`, or a `CancelledError` of the scope. */
  result(): Promise<JsonValue>;
  /** @throws a `WorkflowNotFoundError` when the child has ended */
  signal(name: string, args: JsonValue[]): Promise<void>;
  /** Requests cancellation of the child. No effect on a child that has ended. */
  cancel(): Promise<void>;
}

/** A part of a workflow that can be cancelled separately, or is shielded from cancellation. */
export interface Scope {
  /** Cancels the scope: waiting code in it rejects with a `CancelledError` with this message. */
  cancel(message?: string): void;
}

/** Whether a scope is cancelled with the scope around it. */
export type ScopeKind = 'cancellable' | 'shielded';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * The interface that an engine implements for workflows. Workflow code reaches the outside world only through
 * it. Core builds `ctx`, agents and patterns on top of it.
 *
 * Methods that wait reject with a `CancelledError` when their scope is cancelled. In a cancelled scope, no new
 * activities, timers, children or messages to other workflows start: they reject at once.
 */
export interface WorkflowRuntime {
  readonly info: WorkflowInfo;
  /** True while the engine replays the history. */
  readonly replaying: boolean;
  /** True while the engine only answers a query. A step started now would not be recorded in the history. */
  readonly answering?: boolean;
  /** Returns the milliseconds since 1970, the same at every replay. */
  now(): number;
  /** Returns a number from 0 up to 1 (exclusive), the same at every replay. */
  random(): number;
  /** Returns a version 4 UUID, the same at every replay. */
  uuid(): string;
  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void;
  sleep(ms: number): Promise<void>;
  /** Resolves when the predicate returns true. The predicate runs after every event of the workflow. */
  condition(predicate: () => boolean): Promise<void>;
  executeActivity(request: ActivityRequest): Promise<JsonValue>;
  /**
   * Returns options for an activity from the settings, which apply where the code sets none. A replay may return
   * others: only scheduling a new activity uses them.
   */
  activityDefaults?(activity: string): ActivityOptions | undefined;
  startChild(request: ChildRequest): Promise<ChildRun>;
  /** Sends a signal to the latest run of a workflow id, which may be this workflow's own. */
  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void>;
  /**
   * Called when the workflow sets an update handler, for engines that must know before they accept an update.
   * The update arrives as `WorkflowRun.validateUpdate` and `WorkflowRun.update`.
   */
  updateHandlerSet?(name: string): void;
  /** Runs a function in a new scope. A shielded scope is not cancelled with the scope around it. */
  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T>;
  /** Returns true in a run that first reached this call with the change, and at its replays. */
  patched(id: string): boolean;
  /**
   * Records an item in the history of the run, for the followers of the workflow: `handle.follow()`. Recorded
   * items survive replays. It does not wait, and also works in a cancelled scope.
   */
  publish(item: PublishedItem): void;
  /** Ends this run and starts the next one, with the same workflow and id. */
  continueAsNew(input: JsonValue): Promise<never>;
}
