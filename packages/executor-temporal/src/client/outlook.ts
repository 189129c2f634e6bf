import { errorFromData, type McpAgentError } from '@mcp-agent/core/errors';
import { handlerFailed, workflowStuck } from '@mcp-agent/core/engine';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { explainFailure } from './failed-task.ts';
import { GRPC, grpcCode, grpcDetails, isUnreachable } from './grpc-status.ts';
import { isAbandonedSince, isUnpolledSince, isUntouched, noWorker } from './no-worker.ts';
import { isNonDeterminism } from './non-determinism.ts';
import { stuckOf } from './stuck.ts';

/** How long calls wait for what may be on its way, in milliseconds. */
export interface Waits {
  /** For a worker that polls. */
  readonly workerWaitMs: number;
  /** For a run whose workflow task fails. */
  readonly stuckWaitMs: number;
}

/** A call that needs a worker. */
export interface WorkerCall {
  readonly kind: 'result' | 'update' | 'query';
  /** When the call began, in milliseconds since 1970. */
  readonly since: number;
}

/** Returns the error of a call that will not be answered as things are, or `undefined`. */
export async function hopelessness(
  client: Client,
  described: WorkflowExecutionDescription,
  { kind, since }: WorkerCall,
  { workerWaitMs, stuckWaitMs }: Waits,
): Promise<McpAgentError | undefined> {
  const stuck = await stuckOf(client, described);
  // The server answers no query while the workflow task fails.
  const isTold = kind === 'query' ? stuckWaitMs < Infinity : Date.now() - (stuck?.since ?? 0) >= stuckWaitMs;
  if (stuck !== undefined) return isTold ? workflowStuck(described, stuck) : undefined;
  const waitedMs = Date.now() - since;
  if (waitedMs < workerWaitMs || !(await lacksWorker(client, described, kind, since))) return undefined;
  return noWorker(described, client.options.namespace, waitedMs);
}

/** A run that a worker has taken up may wait for days without one. Only a message needs a worker at once. */
async function lacksWorker(
  client: Client,
  described: WorkflowExecutionDescription,
  kind: WorkerCall['kind'],
  since: number,
): Promise<boolean> {
  // By the server's clock.
  if (isUntouched(described)) return isUnpolledSince(client, described, described.startTime.getTime());
  return kind !== 'result' && isAbandonedSince(client, described, since);
}

/**
 * Returns the error of a query that its run could not answer, or the given error for any other.
 *
 * @param describe called only if the error may be of that kind
 */
export async function queryError(
  error: unknown,
  client: Client,
  describe: () => Promise<WorkflowExecutionDescription>,
  query: { readonly name: string; readonly since: number },
): Promise<unknown> {
  const message = grpcDetails(error);
  if (isNonDeterminism(message)) {
    const { workflowId, runId } = await describe();
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const explained = explainFailure(workflowId, { message }, events ?? []);
    return handlerFailed('query', query.name, errorFromData(explained.error));
  }
  // The run's workflow task fails, or no worker answered before the server's own timeout.
  const isUnanswered = isUnreachable(error);
  if (grpcCode(error) !== GRPC.FAILED_PRECONDITION && !isUnanswered) return error;
  const waits = { workerWaitMs: isUnanswered ? 0 : Infinity, stuckWaitMs: 0 };
  const call = { kind: 'query', since: query.since } as const;
  const known = await hopelessness(client, await describe(), call, waits);
  return known ?? error;
}
