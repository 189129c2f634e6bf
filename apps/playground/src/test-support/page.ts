import { createServer, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** A test web site on loopback. */
export interface TestSite extends AsyncDisposable {
  readonly origin: string;
  /** The requested paths. */
  readonly requests: readonly string[];
  /** Resolves with the first request. */
  readonly asked: Promise<void>;
}

/** Serves the responses of a function. */
export async function startSite(answer: (path: string) => Response | Promise<Response>): Promise<TestSite> {
  const requests: string[] = [];
  const asked = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    asked.resolve();
    void send(answer(path), response);
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    asked: asked.promise,
    [Symbol.asyncDispose]: () => {
      const { promise, resolve: closed } = Promise.withResolvers<void>();
      server.close(() => closed());
      server.closeAllConnections();
      return promise;
    },
  };
}

async function send(answer: Response | Promise<Response>, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await answer;
  response.writeHead(status, Object.fromEntries(headers));
  if (body === null) response.end();
  else
    Readable.fromWeb(body)
      .on('error', () => {})
      .pipe(response);
}

/** A response that never arrives. */
export function never(): Promise<Response> {
  return Promise.withResolvers<Response>().promise;
}

/** Creates an HTML response. */
export function html(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/html; charset=utf-8' } });
}
