import { randomUUID } from 'node:crypto';
import type { Settings } from '@mcp-agent/core';
import { closeActivityHost, createActivityHost, createLogger } from '@mcp-agent/engine-kit';
import { Worker, type WorkerOptions as SdkWorkerOptions } from '@temporalio/worker';
import { resolveOptions } from '../options.ts';
import { STICKY_TIMEOUT } from '../timeouts.ts';
import { activitiesOf } from './activities.ts';
import { connectWhenAvailable } from './connect-when-available.ts';
import { connect } from './connection.ts';
import { DEFAULT_EXTENSIONS } from './default-extensions.ts';
import { HEARTBEAT_THROTTLE_MS } from './heartbeats/heartbeat.ts';
import { HeartbeatThread } from './heartbeats/heartbeat-thread.ts';
import { threadConnection } from './heartbeats/thread-connection.ts';
import { loadActivities } from './load.ts';
import { installLogger } from './logging.ts';
import type { WorkerOptions } from './options.ts';
import { ServerOutage } from './server-outage.ts';
import { RunningWorker } from './running-worker.ts';
import { bundleFor, checkWorkflows } from './workflow-bundle.ts';

/** How `startWorker` and `runWorker` differ. */
export interface WorkerMode {
  /** Grace period if neither options nor settings have one. */
  readonly graceSeconds: number;
  readonly waitForServer: boolean;
  /** Ends the wait for the server. */
  readonly stop?: AbortSignal;
}

/** Creates a worker and starts it. */
export async function openWorker(options: WorkerOptions, mode: WorkerMode): Promise<RunningWorker> {
  const settings: Settings = options.settings ?? {};
  const { connection: connectionOptions, address, namespace, taskQueue } = resolveOptions(options, settings);
  const failures = installLogger(settings);
  const log = createLogger(settings);
  const outage = new ServerOutage(address, log);
  const connectOnce = (): ReturnType<typeof connect> => connect(connectionOptions, address, namespace);
  const { signal: never } = new AbortController();
  const connecting = mode.waitForServer
    ? connectWhenAvailable(connectOnce, outage, mode.stop ?? never)
    : connectOnce();
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
  const listener = {
    onEnded: (reason: string) =>
      log('error', 'The thread that sends heartbeats ended. A new one starts.', { reason }),
    onLost: (reason: string) => outage.lost(reason),
    onBack: () => outage.back(),
  };
  const thread = await HeartbeatThread.start(
    threadConnection(connectionOptions),
    listener,
    mode.waitForServer,
  ).catch(async (error: unknown) => {
    await connection.close();
    throw error;
  });
  const registration = failures.addWorker(connection, namespace);
  const { extensions = DEFAULT_EXTENSIONS } = options;
  // State in this process, such as an agent's session, is reached through a separate task queue.
  const isStateful = extensions.some((extension) => extension.isStateful?.(settings) === true);
  const ownQueue = isStateful ? `${taskQueue}/${randomUUID()}` : undefined;
  const host = createActivityHost({
    settings,
    extensions,
    ...(ownQueue !== undefined && { worker: ownQueue }),
  });
  const graceSeconds =
    options.shutdownGraceSeconds ?? settings.temporal?.shutdownGraceSeconds ?? mode.graceSeconds;
  const maxConcurrentActivities =
    options.maxConcurrentActivities ?? settings.temporal?.maxConcurrentActivities;
  const common: Omit<SdkWorkerOptions, 'taskQueue'> = {
    connection,
    namespace,
    activities: activitiesOf(host, thread),
    shutdownGraceTime: graceSeconds * 1_000,
    stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
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
  return new RunningWorker(workers, {
    taskQueue,
    address,
    graceSeconds,
    log,
    running: () => thread.activities(),
    release: async () => {
      registration[Symbol.dispose]();
      outage[Symbol.dispose]();
      await thread[Symbol.asyncDispose]();
      await closeActivityHost(host, log);
    },
    disconnect: () => connection.close(),
  });
}

/** Loads the activities in this process and returns the bundle for the isolate. */
async function prepare(options: WorkerOptions): Promise<Awaited<ReturnType<typeof bundleFor>>> {
  const [workflowBundle, exported] = await Promise.all([bundleFor(options), loadActivities(options)]);
  if (options.workflowBundle !== undefined) checkWorkflows(options.workflowBundle, workflowBundle, exported);
  return workflowBundle;
}
