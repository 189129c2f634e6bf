import { randomUUID } from 'node:crypto';
import type { Settings } from '@mcp-agent/core';
import { closeActivityHost, createActivityHost, createLogger } from '@mcp-agent/engine-kit';
import {
  NativeConnection,
  type NativeConnectionOptions,
  Worker,
  type WorkerOptions as SdkWorkerOptions,
} from '@temporalio/worker';
import { fromNamespaceError, unreachable } from '../client/errors.ts';
import { checkServerVersion } from '../client/server-version.ts';
import { resolveOptions } from '../options.ts';
import { activitiesOf } from './activities.ts';
import { HEARTBEAT_THROTTLE_MS } from './heartbeat.ts';
import { loadActivities } from './load.ts';
import { installLogger } from './logging.ts';
import { DEFAULT_EXTENSIONS } from './default-extensions.ts';
import { bundleFor, checkWorkflows } from './workflow-bundle.ts';
import type { WorkerOptions } from './options.ts';

/** A worker in this process. */
export interface TemporalWorker extends AsyncDisposable {
  readonly taskQueue: string;
  /** `host:port` of the server. */
  readonly address: string;
  /** Resolves when the worker has stopped. Rejects if it stopped because of an error. */
  readonly stopped: Promise<void>;
  /** Accepts no more work, waits up to 10 seconds for running work to finish, and releases all resources. */
  close(): Promise<void>;
}

/** How long activities may continue after the worker stops. By default, the SDK cancels them at once. */
const GRACE = '10s';

/**
 * Starts a worker in this process, for development and tests. In production, use `runWorker`.
 *
 * @throws {@link WorkflowBundleError} when the workflow file cannot run in the isolate, or `workflowBundle` has
 * another version or lacks a workflow of the file
 * @throws {@link EngineUnavailableError} when the server is not reachable
 */
export async function startWorker(options: WorkerOptions): Promise<TemporalWorker> {
  const settings: Settings = options.settings ?? {};
  const { connection: connectionOptions, address, namespace, taskQueue } = resolveOptions(options, settings);
  installLogger(settings);
  const connecting = connect(connectionOptions, address, namespace);
  // Errors in the files are reported first, whatever the state of the connection.
  connecting.catch(() => {});
  const workflowBundle = await prepare(options).catch((error: unknown) => {
    void connecting.then(
      (opened) => opened.close(),
      () => {},
    );
    throw error;
  });
  const connection = await connecting;
  const { extensions = DEFAULT_EXTENSIONS } = options;
  // State in this process, such as an agent's session, is reached through a separate task queue.
  const isStateful = extensions.some((extension) => extension.isStateful?.(settings) === true);
  const ownQueue = isStateful ? `${taskQueue}/${randomUUID()}` : undefined;
  const host = createActivityHost({
    settings,
    extensions,
    ...(ownQueue !== undefined && { worker: ownQueue }),
  });
  const maxConcurrentActivities =
    options.maxConcurrentActivities ?? settings.temporal?.maxConcurrentActivities;
  const common: Omit<SdkWorkerOptions, 'taskQueue'> = {
    connection,
    namespace,
    activities: activitiesOf(host),
    shutdownGraceTime: GRACE,
    maxHeartbeatThrottleInterval: HEARTBEAT_THROTTLE_MS,
    activityTaskPollerBehavior: { type: 'autoscaling' },
    ...(maxConcurrentActivities !== undefined && {
      maxConcurrentActivityTaskExecutions: maxConcurrentActivities,
    }),
  };
  const workers = [
    await Worker.create({
      ...common,
      taskQueue,
      workflowBundle,
      workflowTaskPollerBehavior: { type: 'autoscaling' },
    }),
    ...(ownQueue === undefined ? [] : [await Worker.create({ ...common, taskQueue: ownQueue })]),
  ];
  const stopAll = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const stopped = (async (): Promise<void> => {
    try {
      // If one worker stops, stop the other too.
      await Promise.all(workers.map((worker) => worker.run().finally(stopAll)));
    } finally {
      await closeActivityHost(host, createLogger(settings));
      await connection.close();
    }
  })();
  // Prevent an unhandled rejection: callers may never await `stopped`.
  stopped.catch(() => {});
  const close = async (): Promise<void> => {
    stopAll();
    await stopped;
  };
  return { taskQueue, address, stopped, close, [Symbol.asyncDispose]: close };
}

/** Loads the activities in this process and returns the bundle for the isolate. */
async function prepare(options: WorkerOptions): Promise<Awaited<ReturnType<typeof bundleFor>>> {
  const [workflowBundle, exported] = await Promise.all([bundleFor(options), loadActivities(options)]);
  if (options.workflowBundle !== undefined) checkWorkflows(options.workflowBundle, workflowBundle, exported);
  return workflowBundle;
}

async function connect(
  options: NativeConnectionOptions,
  address: string,
  namespace: string,
): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(options).catch((error: unknown): never => {
    throw unreachable(address, error);
  });
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    checkServerVersion(address, serverVersion);
    // The SDK would retry a missing namespace for a minute.
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    await connection.close();
    throw fromNamespaceError(error, { address, namespace });
  }
  return connection;
}
