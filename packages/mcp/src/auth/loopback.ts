import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { AuthorizationError } from '@mcp-agent/core/errors';
import type { AuthorizationHandler } from './settings.ts';

const DONE = '<!doctype html><title>Done</title><p>You can close this window.</p>';
const IGNORED =
  '<!doctype html><title>Not expected</title><p>This is not the response to the current login. It was ignored.</p>';

/**
 * Authorizes with a browser on this machine: listens at the redirect URL until the browser requests it with the `state`
 * of this login. Any other request is answered and ignored, because any page can send the browser there.
 *
 * @param open shows the page to the user: prints its URL, or opens a browser
 *
 * @example
 * ```ts
 * const settings = {
 *   oauth: { authorize: loopbackAuthorization(({ server, url }) => console.log(`Log in to ${server}: ${url}`)) },
 * };
 * ```
 */
export function loopbackAuthorization(
  open: (request: { readonly server: string; readonly url: string }) => void | Promise<void>,
): AuthorizationHandler {
  return async ({ server, url, redirectUrl, signal }) => {
    const expected = new URL(redirectUrl);
    const state = new URL(url).searchParams.get('state');
    const redirected = Promise.withResolvers<string>();
    // It may be rejected before it is awaited.
    redirected.promise.catch(() => undefined);
    const listener = createServer(
      receive(expected, (target) => {
        if (state === null || target.searchParams.get('state') !== state) return undefined;
        return () => redirected.resolve(target.href);
      }),
    );
    const stop = (): void => redirected.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      await listen(server, listener, expected);
      await Promise.race([open({ server, url }), redirected.promise]);
      return await redirected.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      listener.close();
      listener.closeAllConnections();
    }
  };
}

/** @param accept returns what to do once the page was sent, for the expected redirect */
function receive(expected: URL, accept: (target: URL) => (() => void) | undefined): RequestListener {
  return (request, response) => {
    const target = URL.canParse(request.url ?? '', expected.href)
      ? new URL(request.url ?? '', expected)
      : undefined;
    if (request.method !== 'GET' || target?.pathname !== expected.pathname) {
      response.writeHead(404).end();
      return;
    }
    const done = accept(target);
    response.writeHead(done === undefined ? 400 : 200, { 'content-type': 'text/html' });
    response.end(done === undefined ? IGNORED : DONE, done);
  };
}

async function listen(server: string, listener: ReturnType<typeof createServer>, at: URL): Promise<void> {
  const hostname = at.hostname.replaceAll(/^\[|\]$/g, '');
  const port = Number(at.port) || 80;
  listener.listen(port, hostname);
  try {
    await once(listener, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    const inUse = code === 'EADDRINUSE';
    throw new AuthorizationError(
      `Authorization for MCP server "${server}" failed: loopbackAuthorization cannot listen at ${at.host}, because ` +
        `${inUse ? `another program, or another login, uses port ${port}` : `of ${code}`}. ` +
        `Set oauth.loopbackPorts to a free port, or mcp.servers.${server}.auth.oauth.redirectUriOptions.`,
      { server, ...(!inUse && { nonRetryable: true }) },
    );
  }
}
