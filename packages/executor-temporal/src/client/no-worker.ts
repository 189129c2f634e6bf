import { NoWorkerError } from '@mcp-agent/core/errors';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';

const { TaskQueueKind, TaskQueueType } = proto.temporal.api.enums.v1;

/** The start of the workflow, and the scheduling of its first task. */
const EVENTS_OF_A_START = 2;

/** Whether no worker has taken up a run yet. */
export function isUntouched({ status, historyLength }: WorkflowExecutionDescription): boolean {
  return status.name === 'RUNNING' && historyLength <= EVENTS_OF_A_START;
}

/**
 * Whether no worker has polled a run's task queue since a time. The server lists pollers for minutes after they are
 * gone. An idle worker would have taken the run's task, and a busy one polls again.
 */
export async function isUnpolledSince(
  client: Client,
  { taskQueue }: WorkflowExecutionDescription,
  since: number,
): Promise<boolean> {
  return (await lastPoll(client, { name: taskQueue })) <= since;
}

/**
 * Whether no worker has polled for a run since a time, on its task queue or on that of the worker that has it in its
 * cache.
 */
export async function isAbandonedSince(
  client: Client,
  described: WorkflowExecutionDescription,
  since: number,
): Promise<boolean> {
  if (!(await isUnpolledSince(client, described, since))) return false;
  const { workflowId, runId, taskQueue } = described;
  const { history } = await client.workflowService.getWorkflowExecutionHistoryReverse({
    namespace: client.options.namespace,
    execution: { workflowId, runId },
    maximumPageSize: 20,
  });
  const queues = (history?.events ?? []).map(
    (event) => event.workflowTaskScheduledEventAttributes?.taskQueue,
  );
  const cached = queues.find((queue) => queue?.kind === TaskQueueKind.TASK_QUEUE_KIND_STICKY);
  if (!cached?.name) return true;
  const kind = TaskQueueKind.TASK_QUEUE_KIND_STICKY;
  return (await lastPoll(client, { name: cached.name, kind, normalName: taskQueue })) <= since;
}

/** Returns when a worker last polled a task queue, by the server's clock; 0 if none did in the last minutes. */
async function lastPoll(
  client: Client,
  taskQueue: NonNullable<Parameters<Client['workflowService']['describeTaskQueue']>[0]['taskQueue']>,
): Promise<number> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue,
    taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return Math.max(0, ...(pollers ?? []).map(({ lastAccessTime }) => tsToMs(lastAccessTime)));
}

/** Creates the error for a call that waits for a worker. */
export function noWorker(
  { taskQueue, workflowId }: WorkflowExecutionDescription,
  namespace: string,
  waitedMs: number,
): NoWorkerError {
  return new NoWorkerError(
    `No worker polled task queue "${taskQueue}" in namespace "${namespace}" for ${Math.round(waitedMs / 1_000)} s. ` +
      `Workflow "${workflowId}" is started and runs as soon as a worker polls. Start a worker with ` +
      `runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: '${taskQueue}' }), or correct taskQueue.`,
    { taskQueue, workflowId },
  );
}
