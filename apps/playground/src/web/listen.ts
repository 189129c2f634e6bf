import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { ConfigurationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';
import type { Hono } from 'hono';

const LOOPBACK = '127.0.0.1';

/** A web server that only this machine can reach. */
export interface Site extends AsyncDisposable {
  /** Such as `http://127.0.0.1:4270`. */
  readonly origin: string;
  /** What answers from now on; until then nothing is there. */
  serve(app: Hono): void;
}

/**
 * Takes a port, so that its address is known before there is anything to serve.
 *
 * @param port one port and no other, or those to try in turn; 0 is any that is free
 * @throws {@link ConfigurationError} when none of them can be had
 */
export async function listen(...ports: readonly number[]): Promise<Site> {
  let app: Hono | undefined;
  const notYet = (): Response => new Response('The playground is starting.', { status: 503 });
  // Made by Node's own createServer, as nothing else was asked for.
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
    `The playground cannot listen on port ${ports.join(', ')}: ${reason}. Name another one with --port, or 0 for any that is free.`,
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
    // A browser that stays connected would keep it open.
    if (isHttp1(server)) server.closeAllConnections();
  });
}

function isHttp1(server: AdaptorServer): server is Server {
  return 'closeAllConnections' in server;
}
