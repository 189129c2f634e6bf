import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { JsonValue } from '@mcp-agent/core';

/** A request that the server received. */
export interface SentRequest {
  /** The path with the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: JsonValue;
}

/** A stand-in for a model service on the loopback interface. */
export interface StandInService extends AsyncDisposable {
  /** The URL without a path. */
  readonly origin: string;
  readonly requests: readonly SentRequest[];
  /** The open connections. */
  readonly sockets: ReadonlySet<Socket>;
}

/** Responds to a request, which has been received completely. */
export type Handler = (res: ServerResponse, request: SentRequest) => void;

/** Starts a stand-in for a model service. */
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
  if (address === null || typeof address === 'string') throw new Error('The server has no TCP port.');
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
