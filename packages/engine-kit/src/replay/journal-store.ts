import type {
  JsonObject,
  JsonValue,
  ParentClosePolicy,
  SearchAttributes,
  WorkflowDescription,
  WorkflowInfo,
  WorkflowStatus,
} from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';
import { errorFromData, errorToData } from '@mcp-agent/core/errors';
import type { ChildRequest, Message } from '@mcp-agent/core/engine';
import type { RunningActivities } from '../activities.ts';
import type { Interruption } from '../running-activity.ts';
import type { Control } from '../control.ts';
import type { LogLine } from '../logger.ts';
import type { Outcome } from '../outcome.ts';
import type { TimeLimits } from '../time-limit.ts';
import type { Entry } from './journal.ts';

/** The start parameters of a run. Immutable. */
export interface RunRecord extends TimeLimits {
  readonly info: WorkflowInfo;
  readonly input: JsonValue;
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly parentClosePolicy?: ParentClosePolicy;
  /** Signals that the previous run did not handle. */
  readonly signals?: readonly Message[];
}

/** The current state of a run. */
export interface RunState {
  readonly status: WorkflowStatus;
  /** Set once the run is closed, in milliseconds since 1970. */
  readonly closedAt?: number;
  readonly output?: JsonValue;
  readonly error?: ErrorData;
  /** The ID of the run that continues this one. */
  readonly next?: string;
}

/** A run as stored. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly state: RunState;
}

/** Storage that outlives the process. A durable engine implements it. All values are JSON. */
export interface JournalStore {
  readonly log: LogLine;
  readonly activities: RunningActivities;
  /** Returns all committed entries of a run, in order. */
  journal(runId: string): Entry[];
  /**
   * Commits a turn: its new entries (as JSON), the run's new state, and the run that continues it, if any. The commit
   * is atomic, and durable before this returns.
   */
  commit(runId: string, entries: readonly string[], state: RunState, next: RunRecord | undefined): void;
  /** Returns the last saved state of an activity attempt. Needed only while the run is open. */
  attempt(runId: string, step: number): Interruption | undefined;
  saveAttempt(runId: string, step: number, attempt: Interruption): void;
  /**
   * Starts a child with this run ID, or returns the existing child that has it.
   *
   * If the child's workflow is unknown, the child starts and then fails: see `findChildWorkflow`.
   *
   * @throws WorkflowAlreadyExistsError
   */
  startChild(request: ChildRequest, parent: WorkflowInfo, runId: string): WorkflowInfo;
  /** Resolves with the outcome of the workflow whose first run has this ID. */
  outcome(runId: string): Promise<Outcome>;
  /** @throws WorkflowNotFoundError */
  control(workflowId: string, runId: string | undefined): StoredControl;
  /** Called when a run is no longer active in this process. */
  stopped(info: WorkflowInfo): void;
  /** Called after {@link commit} when a run has ended. The store notifies its children and starts `next`, if set. */
  ended(info: WorkflowInfo, next: RunRecord | undefined): void;
}

/** A workflow as addressed by other workflows. */
export interface StoredControl extends Control {
  /** @param key idempotency key; a signal whose key was already received is ignored */
  signal(name: string, args: JsonValue[], key?: string): Promise<void>;
  cancel(): Promise<void>;
}

/** Converts an outcome to the state of the closed run. */
export function stateOf(outcome: Outcome): RunState {
  const closedAt = Date.now();
  return outcome.status === 'completed'
    ? { status: outcome.status, closedAt, output: outcome.output }
    : { status: outcome.status, closedAt, error: errorToData(outcome.error) };
}

/** Restores the outcome from a run's state: the inverse of {@link stateOf}. */
export function outcomeFrom({ status, output = null, error }: RunState): Outcome {
  if (error === undefined) return { status: 'completed', output };
  const known = status === 'cancelled' || status === 'terminated' || status === 'timed_out';
  return { status: known ? status : 'failed', error: errorFromData(error) };
}

/** Returns the description of a run for its caller. */
export function describeStored({ record, state }: StoredRun): WorkflowDescription {
  const { workflowId, runId, workflowName, startTime, parent } = record.info;
  return {
    workflowId,
    runId,
    workflowName,
    status: state.status,
    startedAt: startTime,
    memo: record.memo ?? {},
    searchAttributes: record.searchAttributes ?? {},
    ...(state.closedAt !== undefined && { closedAt: state.closedAt }),
    ...(parent !== undefined && { parent }),
  };
}
