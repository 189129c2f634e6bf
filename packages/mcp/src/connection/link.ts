import {
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { HttpTarget, ServerSpec } from '../server-spec.ts';
import { within } from '../wait.ts';
import { authorized } from './auth/authorized-fetch.ts';
import { Authorizer } from './auth/authorizer.ts';
import { withCurrentHeaders } from './auth/current-headers.ts';
import { openHttpConnections } from './http-connections.ts';
import { type Fetch, watched } from './http-fetch.ts';
import { StdioTransport } from './stdio-transport.ts';

/** Timeout for terminating a session, because the server may not respond. */
const TERMINATE_TIMEOUT_MS = 2_000;

/** A transport-independent connection to a server. */
export interface Link {
  readonly transport: Transport;
  /** Returns how the server's program ended; `undefined` while it runs, and for HTTP servers. */
  ending(): string | undefined;
  /** Whether the server's program exited before it was stopped. */
  hasExited(): boolean;
  /** Returns the end of the program's stderr output. */
  stderr(): string;
  close(): Promise<void>;
}

/** @param pause pauses the timeouts of pending requests while a user may be asked */
export function openLink(spec: ServerSpec, pause: () => () => void): Link {
  const { target, redact } = spec;
  if (target.kind === 'stdio') {
    const transport = new StdioTransport(target);
    return {
      transport,
      ending: () => transport.ending,
      hasExited: () => transport.hasExited,
      stderr: () => transport.stderr.lines(redact),
      close: () => transport.close(),
    };
  }
  const connections = openHttpConnections();
  const sent = withCurrentHeaders(spec, target, connections.fetch);
  const fetch = watched(
    target.oauth === undefined ? sent : authorized(sent, authorizerOf(spec, target, target.oauth), pause),
  );
  const transport = openTransport(target, fetch);
  return {
    transport,
    ending: () => undefined,
    hasExited: () => false,
    stderr: () => '',
    close: async () => {
      if (target.terminateOnClose) await terminateSession(transport);
      await transport.close();
      await connections.close();
    },
  };
}

function openTransport(
  { kind, url, headers }: HttpTarget,
  fetch: Fetch,
): StreamableHTTPClientTransport | SSEClientTransport {
  const options = { requestInit: { headers: { ...headers } }, fetch };
  // oxlint-disable-next-line typescript/no-deprecated -- for servers that have nothing newer
  if (kind === 'sse') return new SSEClientTransport(url, options);
  return new StreamableHTTPClientTransport(url, {
    ...options,
    // Detects a dead server in under a second, and follows a server that cuts long streams.
    reconnectionOptions: {
      initialReconnectionDelay: 250,
      reconnectionDelayGrowFactor: 1.5,
      maxReconnectionDelay: 10_000,
      maxRetries: 2,
    },
  });
}

async function terminateSession(transport: Transport): Promise<void> {
  if (!(transport instanceof StreamableHTTPClientTransport) || transport.sessionId === undefined) return;
  // If the server is gone, so is its session.
  await within(
    TERMINATE_TIMEOUT_MS,
    transport.terminateSession().catch(() => {}),
  );
}

const authorizers = new WeakMap<ServerSpec, Authorizer>();

/** Returns the server's authorizer, shared by all its connections so that the user is asked once. */
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
