import { NoWorkerError } from '@mcp-agent/core/errors';
import type { Client } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
// CommonJS, whose names Node's import does not find: only the default.
import proto from '@temporalio/proto';

const LOOK_EVERY_MS = 1_000;
/** That it was started, and that its first task waits. */
const EVENTS_OF_A_START = 2;

/** What is waited for, and how long to be patient. */
export interface WorkerWait {
  readonly client: Client;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly workflowId: string;
  readonly waitMs: number;
}

/**
 * Waits for a workflow's result, and gives up when no worker asks for its work in that time. A workflow that
 * ends soon costs no extra request.
 *
 * @throws {@link NoWorkerError}; the workflow is started, and runs as soon as a worker comes
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
  // A server that cannot be asked is the result's to tell.
  const lookLater = (): NodeJS.Timeout => setTimeout(() => void look().catch(() => {}), LOOK_EVERY_MS);
  let timer = lookLater();
  try {
    return await Promise.race([result, noWorker]);
  } finally {
    clearTimeout(timer);
  }
}

/** When the workflow was started, by the server's clock, where no worker has taken it up yet. */
async function untouchedSince({ client, workflowId }: WorkerWait): Promise<number | undefined> {
  const { status, historyLength, startTime } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING' && historyLength <= EVENTS_OF_A_START ? startTime.getTime() : undefined;
}

/**
 * Whether a worker asked for work after that moment. The server names for minutes those that asked before and
 * are gone; one that is there and idle would have taken the workflow up, and one that is busy asks again.
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
    `No worker polls task queue "${taskQueue}" in namespace "${namespace}" (looked for ${Math.round(waitMs / 1_000)} s). ` +
      `Workflow "${workflowId}" is started and will run when one comes: start a worker with ` +
      `runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: '${taskQueue}' }), or correct taskQueue.`,
    { taskQueue, workflowId },
  );
}
