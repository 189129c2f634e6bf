import { AuthorizationError } from '@mcp-agent/core/errors';
import { RedirectListener } from './redirect-listener.ts';
import type { AuthorizationHandler } from './settings.ts';

/**
 * Authorizes with a browser on this machine: listens at the redirect URL until the browser requests it with the `state`
 * of this login. Several logins may wait at once.
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
    signal.throwIfAborted();
    const expected = new URL(redirectUrl);
    const state = new URL(url).searchParams.get('state') ?? '';
    if (state === '')
      throw new Error(`The page for MCP server "${server}" has no state, which tells its redirect apart.`);
    const redirected = Promise.withResolvers<string>();
    // It may be rejected before it is awaited.
    redirected.promise.catch(() => undefined);
    const stop = (): void => redirected.reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const listener = RedirectListener.add(state, { redirectUrl: expected, onRedirect: redirected.resolve });
    try {
      await listener.listening.catch((error: unknown) => {
        throw cannotListen(server, expected, error);
      });
      await Promise.race([open({ server, url }), redirected.promise]);
      return await redirected.promise;
    } finally {
      signal.removeEventListener('abort', stop);
      listener.remove(state);
    }
  };
}

function cannotListen(server: string, { host, port }: URL, error: unknown): AuthorizationError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const inUse = code === 'EADDRINUSE';
  return new AuthorizationError(
    `Authorization for MCP server "${server}" failed: loopbackAuthorization cannot listen at ${host}, because ` +
      `${inUse ? `another program uses port ${port}` : `of ${code}`}. ` +
      `Set oauth.loopbackPorts to a free port, or mcp.servers.${server}.auth.oauth.redirectUriOptions.`,
    { server, ...(!inUse && { nonRetryable: true }) },
  );
}
