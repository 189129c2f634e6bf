import type { Settings } from '@mcp-agent/core';
import { createActivityHost } from '@mcp-agent/mcp';
import { NativeConnection, type NativeConnectionOptions, Worker } from '@temporalio/worker';
import { fromNamespaceError, unreachable } from '../client/errors.ts';
import { resolveOptions } from '../options.ts';
import { activitiesOf } from './activities.ts';
import { loadActivities } from './load.ts';
import { quietRuntime } from './logging.ts';
import { bundleFor, checkWorkflows } from './made-bundle.ts';
import type { WorkerOptions } from './options.ts';

/** A worker in this process. */
export interface TemporalWorker extends AsyncDisposable {
  readonly taskQueue: string;
  /** `host:port` of the server. */
  readonly address: string;
  /** Settles when the worker has stopped; rejects when it stopped because something is wrong. */
  readonly stopped: Promise<void>;
  /** Takes no more work, lets what runs finish for up to 10 seconds, and closes what it holds. */
  close(): Promise<void>;
}

/** How long activities may go on when the worker stops. The SDK's default is to cancel them at once. */
const GRACE = '10s';

/**
 * Starts a worker in this process: for development and tests. In production, let `runWorker` be a process.
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate, or the `workflowBundle` is
 * of another version or lacks a workflow of the file
 * @throws {@link EngineUnavailableError} when no server answers
 */
export async function startWorker(options: WorkerOptions): Promise<TemporalWorker> {
  const [workflowBundle, exported] = await Promise.all([bundleFor(options), loadActivities(options)]);
  if (options.workflowBundle !== undefined) checkWorkflows(options.workflowBundle, workflowBundle, exported);
  const settings: Settings = options.settings ?? {};
  const { connection: connectionOptions, address, namespace, taskQueue } = resolveOptions(options, settings);
  quietRuntime(settings);
  const connection = await connect(connectionOptions, address);
  try {
    // The SDK would look for a namespace that is not there for a minute.
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    await connection.close();
    throw fromNamespaceError(error, { address, namespace });
  }
  const host = createActivityHost(settings);
  const maxConcurrentActivities =
    options.maxConcurrentActivities ?? settings.temporal?.maxConcurrentActivities;
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle,
    activities: activitiesOf(host),
    shutdownGraceTime: GRACE,
    // How soon a cancellation reaches an activity; the SDK's default is a minute.
    maxHeartbeatThrottleInterval: '2s',
    workflowTaskPollerBehavior: { type: 'autoscaling' },
    activityTaskPollerBehavior: { type: 'autoscaling' },
    ...(maxConcurrentActivities !== undefined && {
      maxConcurrentActivityTaskExecutions: maxConcurrentActivities,
    }),
  });
  const stopped = (async (): Promise<void> => {
    try {
      await worker.run();
    } finally {
      await host.close();
      await connection.close();
    }
  })();
  // It is told to whoever asks for it, and nobody need.
  stopped.catch(() => {});
  const close = async (): Promise<void> => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await stopped;
  };
  return { taskQueue, address, stopped, close, [Symbol.asyncDispose]: close };
}

async function connect(options: NativeConnectionOptions, address: string): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(options);
  } catch (error) {
    throw unreachable(address, error);
  }
}
