import { randomUUID } from 'node:crypto';
import type { Config } from '@mcp-agent/config';
import { createExecutor } from '@mcp-agent/executor-temporal';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import type { Workflows } from '../source/load-workflows.ts';
import type { Ground } from './engine.ts';
import { ExecutorClient } from './executor-client.ts';

const PROGRAM = new URL('programs/worker.ts', import.meta.url);

/** Options for finding a server. */
interface ServerOptions {
  readonly config: Config;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Finds or starts a Temporal server and creates the executor. The worker runs in its own process. */
export async function prepareTemporal(options: ServerOptions, workflows: Workflows): Promise<Ground> {
  const { config, signal } = options;
  await using opened = new AsyncDisposableStack();
  const host = await findServer(options, opened);
  // Two playgrounds on one server may have different settings, so each has its own task queue.
  const temporal = { ...config.temporal, host, taskQueue: `playground-${randomUUID().slice(0, 13)}` };
  const settings = { ...config, temporal };
  signal.throwIfAborted();
  const executor = opened.use(createExecutor(settings));
  const all = opened.move();
  return {
    program: PROGRAM,
    config: settings,
    client: new ExecutorClient(executor, workflows),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function findServer(
  { config, onProgress, signal }: ServerOptions,
  opened: AsyncDisposableStack,
): Promise<string> {
  const { host, namespace } = config.temporal;
  if (host !== undefined) {
    onProgress(`Using the configured Temporal server at ${host}.`);
    return host;
  }
  onProgress('No Temporal server is configured. Starting a development server...');
  const server = await startTemporalServer({
    onProgress,
    signal,
    ui: true,
    ...(namespace !== undefined && namespace !== 'default' && { namespaces: [namespace] }),
  });
  opened.use(server);
  return server.address;
}
