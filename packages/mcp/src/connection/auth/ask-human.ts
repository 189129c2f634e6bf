import { AuthorizationError } from '@mcp-agent/core/errors';
import type { OAuthHost } from '../../auth/resolve.ts';
import { within } from '../../wait.ts';

/** Sends the user to the consent page and returns the authorization code. */
export async function askHuman(
  server: string,
  { authorize, flowTimeoutSeconds }: OAuthHost,
  page: { readonly url: URL; readonly state: string; readonly redirectUrl: string },
): Promise<string> {
  const fail = (message: string): AuthorizationError =>
    new AuthorizationError(message, { server, nonRetryable: true });
  if (authorize === undefined) {
    throw fail(
      `MCP server "${server}" requires a user to authorize in a browser, and oauth.authorize is not set.\n` +
        'Set it in the settings: for a user at this machine, to loopbackAuthorization of @mcp-agent/mcp. ' +
        `Or set mcp.servers.${server}.auth.oauth.accessToken, or a client with grantType: client_credentials.`,
    );
  }
  const limit = new AbortController();
  const asking = authorize({
    server,
    url: page.url.href,
    redirectUrl: page.redirectUrl,
    signal: limit.signal,
  });
  asking.catch(() => undefined);
  if (!(await within(flowTimeoutSeconds * 1_000, asking))) {
    limit.abort(new Error('The authorization timed out.'));
    throw fail(
      `Authorization for MCP server "${server}" timed out: the user did not respond within ` +
        `${flowTimeoutSeconds} s. If users need longer, raise oauth.flowTimeoutSeconds.`,
    );
  }
  const redirected = await asking;
  const answer = URL.canParse(redirected, page.redirectUrl)
    ? new URL(redirected, page.redirectUrl).searchParams
    : undefined;
  const refused = answer?.get('error');
  if (refused !== null && refused !== undefined) {
    const description = answer?.get('error_description') ?? '';
    const detail = description === '' ? '' : ` (${description.slice(0, 500)})`;
    throw fail(
      `Authorization for MCP server "${server}" was rejected: ${refused}${detail}. The next call asks the user again.`,
    );
  }
  // Prevents an attacker from injecting another response by a link (CSRF).
  if (answer?.get('state') !== page.state) {
    throw fail(
      `Authorization for MCP server "${server}" failed: the redirect belongs to another request (state differs). ` +
        'Return the redirect of the page that oauth.authorize was called with.',
    );
  }
  const code = answer.get('code');
  if (code === null) {
    throw fail(
      `Authorization for MCP server "${server}" failed: oauth.authorize returned a URL without a code. ` +
        'It must return the full URL to which the page redirected the browser.',
    );
  }
  return code;
}
