import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
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
  const server = createServer(getRequestListener((request) => app?.fetch(request) ?? notYet()));
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

async function bind(server: Server, port: number): Promise<number> {
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connected browser would keep the server open.
  server.closeAllConnections();
  await closed;
}
