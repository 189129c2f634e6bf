import { NoWorkerError } from '@mcp-agent/core';
import type { Client } from '@temporalio/client';
// CommonJS, whose names Node's import does not find: only the default.
import proto from '@temporalio/proto';

const LOOK_EVERY_MS = 1_000;

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
    if (await isPolled(wait)) return;
    if (Date.now() >= giveUpAt) return reject(noWorkerError(wait));
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

async function isPolled({ client, namespace, taskQueue }: WorkerWait): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return (pollers ?? []).length > 0;
}

function noWorkerError({ taskQueue, namespace, workflowId, waitMs }: WorkerWait): NoWorkerError {
  return new NoWorkerError(
    `No worker polls task queue "${taskQueue}" in namespace "${namespace}" (looked for ${Math.round(waitMs / 1_000)} s). ` +
      `Workflow "${workflowId}" is started and will run when one comes: start a worker with ` +
      `runWorker({ workflows: new URL('./workflows.ts', import.meta.url), taskQueue: '${taskQueue}' }), or correct taskQueue.`,
    { taskQueue, workflowId },
  );
}
