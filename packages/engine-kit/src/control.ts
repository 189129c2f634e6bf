import type { HistoryStep, JsonValue, WorkflowDescription, WorkflowStatus } from '@mcp-agent/core';
import { WorkflowNotFoundError } from '@mcp-agent/core/errors';

/**
 * A workflow, as an engine lets it be spoken to: in JSON, and of the run that goes on now where the one that
 * was meant was continued as new. {@link EngineExecutor} makes handles of it.
 */
export interface Control {
  readonly workflowId: string;
  readonly runId: string;
  /** What the last run gave, or the error that a caller is to have: see {@link resultOf}. */
  result(): Promise<JsonValue>;
  /** All but these two throw {@link hasEnded} when the workflow takes no more messages. */
  query(name: string, args: JsonValue[]): JsonValue | Promise<JsonValue>;
  /** Does nothing to a workflow that has ended. */
  cancel(): void | Promise<void>;
  signal(name: string, args: JsonValue[]): void | Promise<void>;
  update(name: string, args: JsonValue[]): Promise<JsonValue>;
  terminate(reason: string | undefined): void | Promise<void>;
  describe(): WorkflowDescription | Promise<WorkflowDescription>;
  history(): HistoryStep[] | Promise<HistoryStep[]>;
}

/**
 * That nobody knows a workflow of that id.
 *
 * @param hint what the engine knows, and for how long
 */
export function notFound(workflowId: string, runId: string | undefined, hint: string): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `No workflow "${workflowId}"${runId === undefined ? '' : ` with run "${runId}"`} is known to this executor. ${hint}`,
    { workflowId, ...(runId !== undefined && { runId }) },
  );
}

/** That a workflow has ended, and so takes no message. */
export function hasEnded(workflowId: string, status: WorkflowStatus): WorkflowNotFoundError {
  return new WorkflowNotFoundError(
    `Workflow "${workflowId}" has ended (${status}): it takes no more messages. Ask describe() what became of it.`,
    { workflowId },
  );
}
