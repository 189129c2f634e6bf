import { randomUUID } from 'node:crypto';
import type { Settings } from '@mcp-agent/core';
import { createActivityHost } from '@mcp-agent/engine-kit';
import {
  NativeConnection,
  type NativeConnectionOptions,
  Worker,
  type WorkerOptions as SdkWorkerOptions,
} from '@temporalio/worker';
import { fromNamespaceError, unreachable } from '../client/errors.ts';
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
  const settings: Settings = options.settings ?? {};
  const { connection: connectionOptions, address, namespace, taskQueue } = resolveOptions(options, settings);
  installLogger(settings);
  const connecting = connect(connectionOptions, address, namespace);
  // What is wrong with the files is told first, whatever becomes of the connection.
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
  // What this process keeps, such as a session of an agent, is reached by a task queue of its own.
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
      // One that stops takes the other along: half a worker is none.
      await Promise.all(workers.map((worker) => worker.run().finally(stopAll)));
    } finally {
      await host.close();
      await connection.close();
    }
  })();
  // It is told to whoever asks for it, and nobody need.
  stopped.catch(() => {});
  const close = async (): Promise<void> => {
    stopAll();
    await stopped;
  };
  return { taskQueue, address, stopped, close, [Symbol.asyncDispose]: close };
}

/** Loads what the worker is to run in this process, and gives the bundle for the isolate. */
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
    // The SDK would look for a namespace that is not there for a minute.
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    await connection.close();
    throw fromNamespaceError(error, { address, namespace });
  }
  return connection;
}
