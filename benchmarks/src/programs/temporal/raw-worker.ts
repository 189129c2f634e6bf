import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import * as activities from './raw-activities.ts';
import { ADDRESS, TASK_QUEUE } from './server.ts';

/**
 * Starts a worker of the SDK, with the same pollers as this project's worker, and returns a client.
 *
 * @param codePath the path of a prebuilt bundle. Default: the worker bundles its file
 */
export async function startRawWorker(codePath?: string): Promise<Client> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: ADDRESS }),
    taskQueue: TASK_QUEUE,
    activities,
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
    ...(codePath === undefined
      ? { workflowsPath: new URL('raw-workflows.ts', import.meta.url).pathname }
      : { workflowBundle: { codePath } }),
  });
  void worker.run();
  return new Client({ connection: await Connection.connect({ address: ADDRESS }) });
}

let count = 0;

/** Runs the workflow with four activities. */
export function executeFour(client: Client): Promise<number> {
  count += 1;
  return client.workflow.execute('four', { taskQueue: TASK_QUEUE, workflowId: `${TASK_QUEUE}-${count}` });
}
