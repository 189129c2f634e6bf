import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AuthorizationHandler } from './settings.ts';

const PAGE = '<!doctype html><title>Done</title><p>You can close this window.</p>';

/**
 * Authorizes with a browser on this machine: listens at the redirect URL and waits for the browser's request.
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
    const redirected = Promise.withResolvers<string>();
    const listener = createServer((request, response) => {
      const target = new URL(request.url ?? '/', expected);
      if (target.pathname !== expected.pathname) {
        response.writeHead(404).end();
        return;
      }
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(PAGE, () => redirected.resolve(target.href));
    });
    const stop = (): void => redirected.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      listener.listen(Number(expected.port) || 80, expected.hostname.replaceAll(/^\[|\]$/g, ''));
      await once(listener, 'listening');
      await open({ server, url });
      return await redirected.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      listener.close();
      listener.closeAllConnections();
    }
  };
}
