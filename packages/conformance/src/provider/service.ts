import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { JsonValue } from '@mcp-agent/core';

/** A request as it came over the wire. */
export interface SentRequest {
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonValue;
}

/** A server on loopback that stands in for a model service, and answers exactly as a case says. */
export interface StandInService extends AsyncDisposable {
  /** Its address, without a path. */
  readonly origin: string;
  readonly requests: readonly SentRequest[];
  /** The connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
}

/** What a stand-in does with a request, read whole. */
export type Handler = (res: ServerResponse, request: SentRequest) => void;

/** Starts a stand-in. */
export async function startService(handler: Handler): Promise<StandInService> {
  const requests: SentRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((req, res) => {
    const chunks: Uint8Array[] = [];
    req.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    req.on('end', () => {
      const body: JsonValue = JSON.parse(Buffer.concat(chunks).toString());
      const request = { path: req.url ?? '', headers: req.headers, body };
      requests.push(request);
      handler(res, request);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    sockets,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
