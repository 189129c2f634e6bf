import { testTimeout } from '../support/test-timeout.ts';
import {
  type DevelopmentServer,
  type DevelopmentServerOptions,
  startDevelopmentServer,
} from './development-server.ts';
import { TemporalUnavailableError } from './errors.ts';
import { findTemporal, type FindTemporalOptions } from './find.ts';
import { namespaceProblem } from './namespace-problem.ts';
import { writeToStderr } from './progress.ts';
import type { TemporalAddress, TemporalSource } from './source.ts';

const REQUEST_TIMEOUT_MS = testTimeout(30_000);

/** Options for the lookup of a server, and for the development server that is started. */
export interface StartTemporalServerOptions extends FindTemporalOptions, DevelopmentServerOptions {}

/** A Temporal server that answers. */
export interface TemporalServer extends AsyncDisposable {
  /** `host:port` of the gRPC endpoint. */
  readonly address: string;
  /** The namespace to use: `default`, or `TEMPORAL_NAMESPACE` if the server is at `TEMPORAL_ADDRESS`. */
  readonly namespace: string;
  /** The source of the server or of its binary. */
  readonly source: TemporalSource;
  /** The address of the web UI, if the option `ui` is set and the server was started here. */
  readonly uiUrl?: string;
  /** Stops the server if it was started here, and waits until it has exited. Idempotent. */
  close(): Promise<void>;
}

/**
 * Returns a real Temporal server. A server at `TEMPORAL_ADDRESS` is used unchanged: the options do not apply to it, and
 * `close` does not stop it. Otherwise this starts a development server on 127.0.0.1, tuned for short turns, with the
 * binary that {@link findTemporal} finds. The server stops with `close` and when this process ends, for whatever reason;
 * it does not keep the event loop alive.
 *
 * ```ts
 * await using temporal = await startTemporalServer();
 * const connection = await Connection.connect({ address: temporal.address });
 * ```
 *
 * @throws {@link TemporalUnavailableError} if no server is available; {@link TemporalStartError} if the server exits or
 * does not answer within three minutes; the signal's reason. The signal has no effect once the server has started
 */
export async function startTemporalServer(options: StartTemporalServerOptions = {}): Promise<TemporalServer> {
  const { onProgress = writeToStderr, signal } = options;
  const found = await findTemporal(options);
  if (found.kind === 'address') return useRunning(found, options);
  const server = await startDevelopmentServer(found.path, options, signal);
  onProgress(`Server ready at ${server.address}${server.uiUrl ? `, web UI at ${server.uiUrl}` : ''}`);
  const close = closeOnce(server, onProgress);
  return {
    address: server.address,
    namespace: 'default',
    source: found.source,
    ...(server.uiUrl !== undefined && { uiUrl: server.uiUrl }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function useRunning(
  { address, namespace, source }: TemporalAddress,
  { namespaces = [], signal }: StartTemporalServerOptions,
): Promise<TemporalServer> {
  for (const name of namespaces) {
    const problem = await namespaceProblem(address, name, { timeoutMs: REQUEST_TIMEOUT_MS, signal });
    if (problem === undefined) continue;
    throw new TemporalUnavailableError(
      `The server at ${address} (TEMPORAL_ADDRESS) has no namespace "${name}": ${problem}. ` +
        `Create it with \`temporal operator namespace create --address ${address} ${name}\`.`,
      { attempts: [{ source, reason: problem }] },
    );
  }
  const close = async (): Promise<void> => {};
  return { address, namespace, source, close, [Symbol.asyncDispose]: close };
}

/** Returns an idempotent `close`, and reports a server that exits before: its clients see only lost connections. */
function closeOnce(server: DevelopmentServer, onProgress: (message: string) => void): () => Promise<void> {
  let closed: Promise<void> | undefined;
  void server.ended.then((status) => {
    if (closed !== undefined) return;
    onProgress(
      `The server at ${server.address} exited unexpectedly (${status}). Its stderr:\n${server.stderr()}`,
    );
  });
  return () => (closed ??= server.close());
}
