import { randomUUID } from 'node:crypto';
import type { Config } from '@mcp-agent/config';
import { createExecutor } from '@mcp-agent/executor-temporal';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import type { Workflows } from '../source/load-workflows.ts';
import type { Ground } from './engine.ts';
import { ExecutorClient } from './executor-client.ts';

const PROGRAM = new URL('programs/worker.ts', import.meta.url);

/** What the way to a server needs. */
interface Looking {
  readonly config: Config;
  readonly onProgress: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Finds or starts a Temporal server, and makes the executor that hands it work. The worker is a process. */
export async function prepareTemporal(looking: Looking, workflows: Workflows): Promise<Ground> {
  const { config, signal } = looking;
  await using opened = new AsyncDisposableStack();
  const host = await findServer(looking, opened);
  // Two playgrounds on one server must not take each other's work: they may have different settings.
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
  { config, onProgress, signal }: Looking,
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
    ...(namespace !== undefined && namespace !== 'default' && { namespaces: [namespace] }),
  });
  opened.use(server);
  return server.address;
}
