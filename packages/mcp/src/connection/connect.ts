import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import manifest from '../../package.json' with { type: 'json' };
import type { ServerSpec } from '../server-spec.ts';
import { MAX_TIMER_MS, waitFor } from '../wait.ts';
import { type Abilities, declared } from './answers.ts';
import { Connection } from './connection.ts';
import { Countdowns } from './countdowns.ts';
import { openLink } from './link.ts';
import { startError, StartTimeout } from './start-error.ts';

/**
 * Starts or connects to a server and completes the handshake.
 *
 * @throws {@link ServerStartError}
 * @throws the signal's reason when it is aborted first; the server is then stopped
 */
export async function connect(
  spec: ServerSpec,
  signal: AbortSignal,
  abilities: Abilities = {},
): Promise<Connection> {
  const countdowns = new Countdowns();
  const link = openLink(spec, () => countdowns.pause());
  const client = new Client(
    { name: manifest.name, version: manifest.version },
    { capabilities: { ...(spec.roots.length > 0 && { roots: {} }), ...declared(abilities) } },
  );
  if (spec.roots.length > 0) {
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: spec.roots.map(({ uri, name, serverUriAlias }) => ({
        uri: serverUriAlias ?? uri,
        ...(name !== undefined && { name }),
      })),
    }));
  }
  const connection = new Connection(spec, client, link, { abilities, countdowns });
  const limit = new AbortController();
  const stopCountdown = countdowns.start(spec.startTimeoutMs, () => limit.abort(new StartTimeout()));
  const stop = (): void => limit.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    // The signal is passed to the handshake and also awaited: an SSE stream opens before the handshake.
    await waitFor(
      client.connect(link.transport, { signal: limit.signal, timeout: MAX_TIMER_MS }),
      limit.signal,
    );
    connection.setLogLevel();
    return connection;
  } catch (error) {
    await connection.close();
    signal.throwIfAborted();
    throw startError(spec, link, error);
  } finally {
    stopCountdown();
    signal.removeEventListener('abort', stop);
  }
}
