import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { HttpTarget, ServerSpec } from '../server-spec.ts';
import { within } from '../wait.ts';
import { authorized } from './auth/authorized-fetch.ts';
import { Authorizer } from './auth/authorizer.ts';
import { type HttpConnections, openHttpConnections } from './http-connections.ts';
import { type Fetch, watched } from './http-fetch.ts';
import { StdioTransport } from './stdio-transport.ts';

/** How long the end of a session is awaited that the server may not hear of. */
const TERMINATE_TIMEOUT_MS = 2_000;

/** A way to a server, whatever its transport. */
export interface Link {
  readonly transport: Transport;
  /** How the server's program ended, in words; undefined while it runs, and for one that is not ours. */
  ending(): string | undefined;
  /** The last that it wrote to stderr. */
  stderr(): string;
  close(): Promise<void>;
}

/** @param pause has the time of what is under way stand still, while a person may be asked */
export function openLink(spec: ServerSpec, pause: () => () => void): Link {
  const { target, redact } = spec;
  if (target.kind === 'stdio') {
    const transport = new StdioTransport(target);
    return {
      transport,
      ending: () => transport.ending,
      stderr: () => transport.stderr.lines(redact),
      close: () => transport.close(),
    };
  }
  const connections = openHttpConnections();
  const fetch = watched(
    target.oauth === undefined
      ? connections.fetch
      : authorized(connections.fetch, authorizerOf(spec, target, target.oauth), pause),
  );
  const open = target.kind === 'sse' ? sseLink : streamableLink;
  return open(target, fetch, connections);
}

function streamableLink(target: HttpTarget, fetch: Fetch, connections: HttpConnections): Link {
  const transport = new StreamableHTTPClientTransport(target.url, {
    requestInit: { headers: { ...target.headers } },
    fetch,
    // A server that is gone is noticed in under a second, and one that cuts long streams is followed.
    reconnectionOptions: {
      initialReconnectionDelay: 250,
      reconnectionDelayGrowFactor: 1.5,
      maxReconnectionDelay: 10_000,
      maxRetries: 2,
    },
  });
  return {
    transport,
    ending: () => undefined,
    stderr: () => '',
    close: async () => {
      if (target.terminateOnClose && transport.sessionId !== undefined) {
        // A server that is gone has no session either.
        const farewell = transport.terminateSession().catch(() => {});
        await within(TERMINATE_TIMEOUT_MS, farewell);
      }
      await transport.close();
      await connections.close();
    },
  };
}

function sseLink(target: HttpTarget, fetch: Fetch, connections: HttpConnections): Link {
  // oxlint-disable-next-line typescript/no-deprecated -- for servers that have nothing newer
  const transport = new SSEClientTransport(target.url, {
    requestInit: { headers: { ...target.headers } },
    fetch,
  });
  return {
    transport,
    ending: () => undefined,
    stderr: () => '',
    close: async () => {
      await transport.close();
      await connections.close();
    },
  };
}

const authorizers = new WeakMap<ServerSpec, Authorizer>();

/** One for all connections of a server, so that a person is asked once. */
function authorizerOf(
  spec: ServerSpec,
  { url }: HttpTarget,
  { client, host }: NonNullable<HttpTarget['oauth']>,
): Authorizer {
  let authorizer = authorizers.get(spec);
  if (authorizer === undefined) {
    authorizer = new Authorizer(spec, url, client, host);
    authorizers.set(spec, authorizer);
  }
  return authorizer;
}
