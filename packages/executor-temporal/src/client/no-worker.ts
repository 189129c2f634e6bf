import { NoWorkerError } from '@mcp-agent/core/errors';
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';

const LOOK_EVERY_MS = 1_000;
/** The start of the workflow, and the scheduling of its first task. */
const EVENTS_OF_A_START = 2;

/** The workflow to wait for, and the time limit. */
export interface WorkerWait {
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly workflowId: string;
  readonly waitMs: number;
}

/**
 * Waits for a workflow's result. Gives up if no worker polls the task queue within `waitMs`. A workflow that ends
 * soon costs no extra request.
 *
 * @throws {@link NoWorkerError}; the workflow is started, and runs once a worker polls the task queue
 */
export async function resultUnlessNoWorker<T>(result: Promise<T>, wait: WorkerWait): Promise<T> {
  const { promise: noWorker, reject } = Promise.withResolvers<never>();
  const giveUpAt = Date.now() + wait.waitMs;
  const look = async (): Promise<void> => {
    const waitingSince = await untouchedSince(wait);
    if (waitingSince === undefined) return;
    if (Date.now() >= giveUpAt && !(await isPolledSince(wait, waitingSince)))
      return reject(noWorkerError(wait));
    timer = lookLater();
  };
  // If the server is not reachable, `result` reports it.
  const lookLater = (): NodeJS.Timeout => setTimeout(() => void look().catch(() => {}), LOOK_EVERY_MS);
  let timer = lookLater();
  try {
    return await Promise.race([result, noWorker]);
  } finally {
    clearTimeout(timer);
  }
}

/** Returns the workflow's start time by the server's clock, or `undefined` if a worker has picked it up. */
async function untouchedSince({ client, workflowId }: WorkerWait): Promise<number | undefined> {
  const { status, historyLength, startTime } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING' && historyLength <= EVENTS_OF_A_START ? startTime.getTime() : undefined;
}

/**
 * Whether a worker polled after `since`. The server lists pollers for minutes after they are gone. An idle worker
 * would have picked up the workflow, and a busy one polls again.
 */
async function isPolledSince({ client, namespace, taskQueue }: WorkerWait, since: number): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return (pollers ?? []).some(({ lastAccessTime }) => tsToMs(lastAccessTime) > since);
}

function noWorkerError({ taskQueue, namespace, workflowId, waitMs }: WorkerWait): NoWorkerError {
  return new NoWorkerError(
    `No worker polled task queue "${taskQueue}" in namespace "${namespace}" for ${Math.round(waitMs / 1_000)} s. ` +
      `Workflow "${workflowId}" is started and runs as soon as a worker polls. Start a worker with ` +
      `runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: '${taskQueue}' }), or correct taskQueue.`,
    { taskQueue, workflowId },
  );
}
