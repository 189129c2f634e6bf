import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';
import type { Hono } from 'hono';

const LOOPBACK = '127.0.0.1';

/** A web server that listens only on this machine. */
export interface Site extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4270`. */
  readonly origin: string;
  /** Sets the application that handles requests. */
  serve(app: Hono): void;
}

/**
 * Binds a port, so that the URL is known before there is an application.
 *
 * @param ports ports to try in order; 0 is any free port
 * @throws {@link ConfigurationError} when no port is available
 */
export async function listen(...ports: readonly number[]): Promise<Site> {
  let app: Hono | undefined;
  const notYet = (): Response => new Response('The playground is starting.', { status: 503 });
  const server = createAdaptorServer({ fetch: (request) => app?.fetch(request) ?? notYet() });
  let failure: unknown;
  for (const port of ports) {
    try {
      const taken = await bind(server, port);
      return {
        origin: `http://${LOOPBACK}:${taken}`,
        serve: (other) => (app = other),
        [Symbol.asyncDispose]: () => close(server),
      };
    } catch (error) {
      failure = error;
    }
  }
  const reason = messageOf(failure);
  throw new ConfigurationError(
    `The playground cannot listen on port ${ports.join(', ')}: ${reason}. Use another one with --port, or 0 for any free port.`,
    { cause: failure },
  );
}

type AdaptorServer = ReturnType<typeof createAdaptorServer>;

function bind(server: AdaptorServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: AdaptorServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A connected browser would keep the server open.
    if (isHttp1(server)) server.closeAllConnections();
  });
}

function isHttp1(server: AdaptorServer): server is Server {
  return 'closeAllConnections' in server;
}
