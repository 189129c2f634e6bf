import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { HttpTarget, ServerSpec } from '../server-spec.ts';
import { within } from '../wait.ts';
import { openHttpConnections } from './http-connections.ts';
import { watched } from './http-fetch.ts';
import { StdioTransport } from './stdio-transport.ts';

/** How long the end of a session is awaited that the server may not hear of. */
const FAREWELL_MS = 2_000;

/** A way to a server, whatever its transport. */
export interface Link {
  readonly transport: Transport;
  /** How the server's program ended, in words; undefined while it runs, and for one that is not ours. */
  ending(): string | undefined;
  /** The last that it wrote to stderr. */
  stderr(): string;
  close(): Promise<void>;
}

export function openLink(spec: ServerSpec): Link {
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
  return target.kind === 'sse' ? sseLink(target) : streamableLink(target);
}

function streamableLink(target: HttpTarget): Link {
  const connections = openHttpConnections();
  const transport = new StreamableHTTPClientTransport(target.url, {
    requestInit: { headers: { ...target.headers } },
    fetch: watched(connections.fetch),
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
        await within(FAREWELL_MS, farewell);
      }
      await transport.close();
      await connections.close();
    },
  };
}

function sseLink(target: HttpTarget): Link {
  const connections = openHttpConnections();
  // oxlint-disable-next-line typescript/no-deprecated -- for servers that have nothing newer
  const transport = new SSEClientTransport(target.url, {
    requestInit: { headers: { ...target.headers } },
    fetch: watched(connections.fetch),
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
