import { testTimeout } from '../support/test-timeout.ts';
import { type DevServer, type DevServerOptions, startDevServer } from './dev-server.ts';
import { TemporalUnavailableError } from './errors.ts';
import { findTemporal, type FindTemporalOptions } from './find.ts';
import { probeNamespace } from './probe.ts';
import { writeToStderr } from './progress.ts';
import type { TemporalAddress, TemporalSource } from './source.ts';

const NAMESPACE_TIMEOUT_MS = testTimeout(30_000);

/** How a server is looked for, and how it is started when it is ours. */
export interface StartTemporalServerOptions extends FindTemporalOptions, DevServerOptions {}

/** A Temporal server that answers. */
export interface TemporalServer extends AsyncDisposable {
  /** `host:port` of its gRPC endpoint. */
  readonly address: string;
  /** The namespace to use: `default`, or `TEMPORAL_NAMESPACE` where the server is from the environment. */
  readonly namespace: string;
  /** Where it, or its binary, came from. */
  readonly source: TemporalSource;
  /** The address of its web page, if that was asked for and it is ours. */
  readonly uiUrl?: string;
  /** Ends the server if it is ours, and returns when it has ended. It may be called more than once. */
  close(): Promise<void>;
}

/**
 * Gives a real Temporal server. One that `TEMPORAL_ADDRESS` names is used as it is: it gets none of the
 * options and is not ended. Otherwise a development server is started with the binary that
 * {@link findTemporal} finds, tuned for short turns, on 127.0.0.1. It ends with `close`, and with this
 * process, however that ends; it does not keep this process from ending.
 *
 * ```ts
 * await using temporal = await startTemporalServer();
 * const connection = await Connection.connect({ address: temporal.address });
 * ```
 *
 * @throws {@link TemporalUnavailableError} when no server can be had, {@link TemporalStartError} when it was
 * started and ended or did not answer within three minutes, the signal's reason when it is aborted. The signal
 * has no effect once the server was given.
 */
export async function startTemporalServer(options: StartTemporalServerOptions = {}): Promise<TemporalServer> {
  const { onProgress = writeToStderr, signal } = options;
  const found = await findTemporal(options);
  if (found.kind === 'address') return running(found, options);
  const server = await startDevServer(found.path, options, signal);
  onProgress(`The server answers at ${server.address}${server.uiUrl ? `, its page is ${server.uiUrl}` : ''}`);
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

async function running(
  { address, namespace, source }: TemporalAddress,
  { namespaces = [], signal }: StartTemporalServerOptions,
): Promise<TemporalServer> {
  for (const name of namespaces) {
    const refusal = await probeNamespace(address, name, { timeoutMs: NAMESPACE_TIMEOUT_MS, signal });
    if (refusal === undefined) continue;
    throw new TemporalUnavailableError(
      `The server at ${address} (TEMPORAL_ADDRESS) has no namespace "${name}": ${refusal}. ` +
        `Make it with \`temporal operator namespace create --address ${address} ${name}\`.`,
      { attempts: [{ source, reason: refusal }] },
    );
  }
  const close = async (): Promise<void> => {};
  return { address, namespace, source, close, [Symbol.asyncDispose]: close };
}

/** Also tells of a server that ends without having been asked to: otherwise its users see only connections lost. */
function closeOnce(server: DevServer, onProgress: (message: string) => void): () => Promise<void> {
  let closed: Promise<void> | undefined;
  void server.ended.then((status) => {
    if (closed !== undefined) return;
    onProgress(
      `The server at ${server.address} ended by itself (${status}). Its last words:\n${server.stderr()}`,
    );
  });
  return () => (closed ??= server.close());
}
