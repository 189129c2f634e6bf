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

/** What a run was started with; it never changes. */
export interface RunRecord extends TimeLimits {
  readonly info: WorkflowInfo;
  readonly input: JsonValue;
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly parentClosePolicy?: ParentClosePolicy;
  /** Signals that the run before this one had not taken. */
  readonly signals?: readonly Message[];
}

/** What has become of a run. */
export interface RunState {
  readonly status: WorkflowStatus;
  /** There is one as soon as the run is closed. */
  readonly closedAt?: number;
  readonly output?: JsonValue;
  readonly error?: ErrorData;
  /** The run that it was continued as. */
  readonly next?: string;
}

/** A run, as its store has it. */
export interface StoredRun {
  readonly record: RunRecord;
  readonly state: RunState;
}

/** What keeps runs beyond their process: the part that a durable engine writes. All of it in JSON. */
export interface JournalStore {
  readonly log: LogLine;
  readonly activities: RunningActivities;
  /** All that was committed for a run, in order. */
  journal(runId: string): Entry[];
  /**
   * Keeps what a turn added, as JSON; what has become of the run by it; and the run that it goes on as. All of
   * it or nothing, and for good before this returns.
   */
  commit(runId: string, entries: readonly string[], state: RunState, next: RunRecord | undefined): void;
  /** What was said last of an activity's attempt; needs to be kept only while the run is open. */
  attempt(runId: string, step: number): Interruption | undefined;
  saveAttempt(runId: string, step: number, attempt: Interruption): void;
  /**
   * Starts a child under that run id, or finds the one that has it.
   *
   * A child of an unknown workflow starts and fails: see `findChildWorkflow`.
   *
   * @throws WorkflowAlreadyExistsError
   */
  startChild(request: ChildRequest, parent: WorkflowInfo, runId: string): WorkflowInfo;
  /** How the workflow ends that begins with that run. */
  outcome(runId: string): Promise<Outcome>;
  /** @throws WorkflowNotFoundError */
  control(workflowId: string, runId: string | undefined): StoredControl;
  /** Told that a run is not alive in this process any more. */
  stopped(info: WorkflowInfo): void;
  /** Told, after {@link commit}, that a run has ended. Its children are to be told, and what it goes on as begun. */
  ended(info: WorkflowInfo, next: RunRecord | undefined): void;
}

/** A workflow as other workflows speak to it. */
export interface StoredControl extends Control {
  /** @param key a signal of a key that came already is not given twice */
  signal(name: string, args: JsonValue[], key?: string): Promise<void>;
  cancel(): Promise<void>;
}

/** What becomes of a run that ends so. */
export function stateOf(outcome: Outcome): RunState {
  const closedAt = Date.now();
  return outcome.status === 'completed'
    ? { status: outcome.status, closedAt, output: outcome.output }
    : { status: outcome.status, closedAt, error: errorToData(outcome.error) };
}

/** How a run ended that became so: the reverse of {@link stateOf}. */
export function outcomeFrom({ status, output = null, error }: RunState): Outcome {
  if (error === undefined) return { status: 'completed', output };
  const known = status === 'cancelled' || status === 'terminated' || status === 'timed_out';
  return { status: known ? status : 'failed', error: errorFromData(error) };
}

/** What a caller is told of a run. */
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
