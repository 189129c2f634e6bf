import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import manifest from '../../package.json' with { type: 'json' };
import type { ServerSpec } from '../server-spec.ts';
import { MAX_TIMER_MS, waitFor } from '../wait.ts';
import type { Abilities } from '../abilities.ts';
import { declared } from './answers.ts';
import { Connection } from './connection.ts';
import { Countdowns } from './countdowns.ts';
import { FailedStart } from './failed-start.ts';
import { negotiated, type Negotiation, revisionOptions } from './generation.ts';
import { openLink } from './link.ts';
import { rootsOf } from './roots.ts';
import { acceptAll } from './sdk-validator.ts';
import { ServerLog } from './server-log.ts';
import { startError, StartTimeout } from './start-error.ts';
import { carryMessages } from './messages.ts';
import { loadTracing } from './trace-context.ts';

/**
 * Starts or connects to a server, in the newest revision of the protocol that it speaks.
 *
 * @throws {@link ServerStartError}
 * @throws the signal's reason when it is aborted first; the server is then stopped
 */
export async function connect(
  spec: ServerSpec,
  signal: AbortSignal,
  abilities: Abilities = {},
): Promise<Connection> {
  await loadTracing();
  try {
    return await negotiated(spec, (negotiation) => open(spec, signal, abilities, negotiation));
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof FailedStart ? startError(spec, error.link, error.cause) : error;
  }
}

async function open(
  spec: ServerSpec,
  signal: AbortSignal,
  abilities: Abilities,
  negotiation: Negotiation,
): Promise<Connection> {
  const countdowns = new Countdowns();
  const log = new ServerLog(spec);
  const link = openLink(spec, log, () => countdowns.pause());
  carryMessages(link.transport);
  const client = createClient(spec, abilities);
  const connection = new Connection(spec, client, link, { abilities, countdowns, log });
  const limit = new AbortController();
  const stopCountdown = countdowns.start(spec.startTimeoutMs, () => limit.abort(new StartTimeout()));
  const stop = (): void => limit.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    // The signal is passed to the handshake and also awaited: an SSE stream opens before the handshake.
    await waitFor(
      client.connect(link.transport, {
        signal: limit.signal,
        timeout: MAX_TIMER_MS,
        ...(negotiation !== 'probe' && { prior: negotiation }),
      }),
      limit.signal,
    );
    connection.setLogLevel();
    return connection;
  } catch (error) {
    await connection.close();
    throw new FailedStart(link, error);
  } finally {
    stopCountdown();
    signal.removeEventListener('abort', stop);
  }
}

function createClient(spec: ServerSpec, abilities: Abilities): Client {
  const options: ClientOptions = {
    capabilities: declared(abilities, spec),
    // The results are checked off this thread, under limits.
    jsonSchemaValidator: acceptAll,
    // The workflow answers, however long it takes.
    inputRequired: { autoFulfill: false },
    ...revisionOptions(spec),
  };
  const client = new Client({ name: manifest.name, version: manifest.version }, options);
  if (spec.roots.length > 0) {
    client.setRequestHandler('roots/list', () => ({ roots: rootsOf(spec) }));
  }
  return client;
}
