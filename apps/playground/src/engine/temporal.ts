import { randomUUID } from 'node:crypto';
import { createExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import type { Engine, EngineOptions } from './engine.ts';

const WORKFLOWS = new URL('../workflows.ts', import.meta.url);

/** Opens Temporal: a server, a worker in this process, and the executor that hands work to it. */
export async function openTemporal(options: EngineOptions): Promise<Engine> {
  const { config, onProgress, signal } = options;
  await using opened = new AsyncDisposableStack();
  const host = await findServer(options, opened);
  // Two playgrounds on one server must not take each other's work: they may have different settings.
  const temporal = { ...config.temporal, host, taskQueue: `playground-${randomUUID().slice(0, 13)}` };
  const settings = { ...config, temporal };
  signal.throwIfAborted();
  onProgress('Bundling the workflow file for its worker...');
  const worker = opened.use(await startWorker({ workflows: WORKFLOWS, settings }));
  signal.throwIfAborted();
  onProgress(`The worker polls task queue ${worker.taskQueue}.`);
  const executor = opened.use(createExecutor(settings));
  const all = opened.move();
  return {
    name: 'temporal',
    executor,
    broken: brokenBy(worker.stopped),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function findServer(
  { config, onProgress, signal }: EngineOptions,
  opened: AsyncDisposableStack,
): Promise<string> {
  const { host, namespace } = config.temporal;
  if (host !== undefined) {
    onProgress(`Using the configured server at ${host}.`);
    return host;
  }
  onProgress('No server is configured, so a development server is started.');
  const server = await startTemporalServer({
    onProgress,
    signal,
    ui: true,
    ...(namespace !== 'default' && { namespaces: [namespace] }),
  });
  opened.use(server);
  return server.address;
}

/** A worker that stops because it was told to breaks nothing. */
function brokenBy(stopped: Promise<void>): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  stopped.catch(reject);
  // Not every run is still there to hear it.
  promise.catch(() => {});
  return promise;
}
