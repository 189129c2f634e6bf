import {
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import type { RequestFailure } from '../request-failure.ts';
import type { HttpTarget, ServerSpec } from '../server-spec.ts';
import { within } from '../wait.ts';
import { zoneOfHost } from './auth/addresses.ts';
import { authorized } from './auth/authorized-fetch.ts';
import { Authorizer } from './auth/authorizer.ts';
import { withCurrentHeaders } from './auth/current-headers.ts';
import { openHttpConnections } from './http-connections.ts';
import { withCookies } from './cookies.ts';
import { type Fetch, watched } from './http-fetch.ts';
import { MessageReader } from './lenient/message-reader.ts';
import { Reopening } from './reopening.ts';
import type { ServerLog } from './server-log.ts';
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
  /** Returns why no stream could be opened, if the server cannot be reached. */
  unreachable(): RequestFailure | undefined;
  close(): Promise<void>;
}

/** @param pause pauses the timeouts of pending requests while a user may be asked */
export function openLink(spec: ServerSpec, log: ServerLog, pause: () => () => void): Link {
  const { target } = spec;
  const warn = (text: string): void => log.writeOnce('warn', text);
  const reader = new MessageReader(warn);
  if (target.kind === 'stdio') {
    const transport = new StdioTransport(target, reader, (text) => log.write('info', text));
    return {
      transport,
      ending: () => transport.ending,
      hasExited: () => transport.hasExited,
      stderr: () => transport.stderr.lines(spec),
      unreachable: () => undefined,
      close: () => transport.close(),
    };
  }
  if (sendsCredentialsInClear(target)) {
    warn(`Credentials are sent to ${target.url.origin} without encryption. Use an https URL.`);
  }
  const connections = openHttpConnections();
  let unreachable: RequestFailure | undefined;
  const reopening = new Reopening(() => reader.isWaiting);
  const sent = withCurrentHeaders(spec, target, connections.fetch);
  const fetch = watched(
    withCookies(
      target.oauth === undefined ? sent : authorized(sent, authorizerOf(spec, target, target.oauth), pause),
    ),
    {
      reader,
      warn,
      onMessage: reopening.onMessage,
      onUnreachable: (failure) => {
        unreachable = failure;
      },
    },
  );
  const transport = openTransport(target, fetch, reopening);
  return {
    transport,
    ending: () => undefined,
    hasExited: () => false,
    stderr: () => '',
    unreachable: () => unreachable,
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
  reopening: Reopening,
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
    reconnectionScheduler: reopening.schedule,
  });
}

/** Whether a network between here and the server can read the credentials in the settings. */
function sendsCredentialsInClear({ url, headers, oauth }: HttpTarget): boolean {
  if (url.protocol !== 'http:' || zoneOfHost(url) === 'loopback') return false;
  const names = Object.keys(headers).join(' ');
  return oauth !== undefined || /auth|cookie|credential|key|password|secret|token/i.test(names);
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
