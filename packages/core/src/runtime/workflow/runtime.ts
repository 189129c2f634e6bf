import type { ResolvedActivityOptions } from '../activity/options.ts';
import type { JsonObject, JsonValue } from '../values/json.ts';

/** Who a running workflow is. */
export interface WorkflowInfo {
  readonly workflowId: string;
  readonly runId: string;
  readonly workflowName: string;
  /** The engine's name: `asyncio`, `temporal`, or a third party's. */
  readonly engine: string;
  /** From 1; more when the engine was told to try the whole workflow again. */
  readonly attempt: number;
  /** When this run started, in milliseconds since 1970. */
  readonly startTime: number;
  readonly parent?: { readonly workflowId: string; readonly runId: string };
}

/** An activity to be run, with its values already JSON and its options in milliseconds. */
export interface ActivityRequest {
  readonly activity: string;
  readonly input: JsonValue;
  readonly options: ResolvedActivityOptions;
}

/** What becomes of a child when its parent ends first. */
export type ParentClosePolicy = 'terminate' | 'abandon' | 'request_cancel';

/** A child workflow to be started. */
export interface ChildRequest {
  readonly workflowName: string;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly parentClosePolicy: ParentClosePolicy;
}

/** A child workflow that was started. The runs that it continues as new are the same child. */
export interface ChildRun {
  readonly workflowId: string;
  readonly runId: string;
  /** Settles when the child ends; rejects with a `ChildWorkflowError`, or a `CancelledError` of the scope. */
  result(): Promise<JsonValue>;
  /** @throws a `WorkflowNotFoundError` when the child has ended */
  signal(name: string, args: JsonValue[]): Promise<void>;
  /** Asks the child to cancel; does nothing to one that has ended. */
  cancel(): Promise<void>;
}

/** A part of a workflow that can be cancelled by itself, or is kept from being cancelled. */
export interface Scope {
  /** Cancels what runs in the scope: it rejects with a `CancelledError` of that message. */
  cancel(message?: string): void;
}

/** How a part of a workflow answers when the part around it is cancelled. */
export type ScopeKind = 'cancellable' | 'shielded';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Door 1: what an engine implements on the workflow's side. Everything that workflow code can see of the
 * world comes through here; core builds `ctx`, agents and patterns on it, so that an engine need not.
 *
 * Whatever waits rejects with a `CancelledError` when its scope is cancelled. In a scope that is cancelled nothing new
 * begins: activities, timers, children and messages to other workflows reject at once.
 */
export interface WorkflowRuntime {
  readonly info: WorkflowInfo;
  /** True while the engine repeats what already happened. */
  readonly replaying: boolean;
  /** True while the engine has nothing but a query answered: a step that began now would be in no history. */
  readonly answering?: boolean;
  /** Milliseconds since 1970; the same at every replay. */
  now(): number;
  /** From 0 up to 1; the same at every replay. */
  random(): number;
  /** A version 4 UUID; the same at every replay. */
  uuid(): string;
  log(level: LogLevel, message: string, attributes: JsonObject | undefined): void;
  sleep(ms: number): Promise<void>;
  /** Resolves as soon as the predicate holds; it is asked again after whatever happens in the workflow. */
  condition(predicate: () => boolean): Promise<void>;
  executeActivity(request: ActivityRequest): Promise<JsonValue>;
  startChild(request: ChildRequest): Promise<ChildRun>;
  /** Sends a signal to the latest run of an id, which may be this workflow's own. */
  signalWorkflow(workflowId: string, name: string, args: JsonValue[]): Promise<void>;
  /**
   * Told when the workflow is ready for an update of that name, for engines that must know before they let
   * one in; it comes as `WorkflowRun.validateUpdate` and `WorkflowRun.update`.
   */
  updateHandlerSet?(name: string): void;
  /** Runs a function in a scope of its own. A shielded one does not hear of the cancellation around it. */
  runScope<T>(kind: ScopeKind, fn: (scope: Scope) => Promise<T>): Promise<T>;
  /** True in a run that reached this code first with it, and at each of its replays. */
  patched(id: string): boolean;
  /** Ends this run and starts the next, of the same workflow and id. */
  continueAsNew(input: JsonValue): Promise<never>;
}
