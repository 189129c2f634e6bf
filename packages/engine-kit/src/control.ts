import type {
  HistoryStep,
  JsonValue,
  WorkflowDescription,
  WorkflowEvent,
  WorkflowPosition,
  WorkflowStatus,
} from '@mcp-agent/core';
import { WorkflowNotFoundError } from '@mcp-agent/core/errors';

/**
 * An engine's interface to one workflow. Values are JSON. If the run was continued as new, calls go to the latest
 * run. {@link EngineExecutor} wraps it in a handle.
 */
export interface Control {
  readonly workflowId: string;
  /** Absent if the workflow was looked up without one. */
  readonly runId: string | undefined;
  /** Returns the output of the last run, or throws the caller's error: see {@link resultOf}. */
  result(): Promise<JsonValue>;
  /** Also works after the workflow has ended. `signal`, `update` and `terminate` then throw {@link hasEnded}. */
  query(name: string, args: JsonValue[]): JsonValue | Promise<JsonValue>;
  /** Does nothing if the workflow has ended. */
  cancel(): void | Promise<void>;
  signal(name: string, args: JsonValue[]): void | Promise<void>;
  update(name: string, args: JsonValue[]): Promise<JsonValue>;
  terminate(reason: string | undefined): void | Promise<void>;
  describe(): WorkflowDescription | Promise<WorkflowDescription>;
  history(): HistoryStep[] | Promise<HistoryStep[]>;
  /**
   * Reads the events after a position, or from the start of the handle's run, through the runs that continue it. Ends
   * after the last event. {@link followRuns} implements it for runs in this process.
   *
   * @param signal aborted when the caller stops: end every wait, and release everything
   */
  follow(after: WorkflowPosition | undefined, signal: AbortSignal): AsyncIterator<WorkflowEvent, void>;
}

/**
 * Creates the error for an unknown workflow ID.
 *
 * @param hint which workflows the engine knows, and for how long
 */
export function notFound(workflowId: string, runId: string | undefined, hint: string): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `Workflow "${workflowId}"${runId === undefined ? '' : `, run "${runId}",`} is not known to this executor. ${hint}`,
    { workflowId, ...(runId !== undefined && { runId }) },
  );
}

/** Creates the error for a message to a workflow that has ended. */
export function hasEnded(workflowId: string, status: WorkflowStatus): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `Workflow "${workflowId}" has ended (${status}): it receives no more messages. Call describe() or result() for its outcome.`,
    { workflowId },
  );
}
