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
      `MCP server "${server}" wants a person to agree in a browser, and nothing here can ask one. Give the ` +
        'settings an oauth.authorize (loopbackAuthorization of @mcp-agent/mcp is one, for a person at this ' +
        `machine), or give mcp.servers.${server}.auth.oauth an accessToken, or a client of its own with ` +
        'grantType: client_credentials.',
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
    limit.abort(new Error('The time is up.'));
    throw fail(
      `Nobody agreed within ${flowTimeoutSeconds} s that MCP server "${server}" may be used. ` +
        'If a person needs longer, raise oauth.flowTimeoutSeconds.',
    );
  }
  const came = await asking;
  const answer = URL.canParse(came, page.redirectUrl)
    ? new URL(came, page.redirectUrl).searchParams
    : undefined;
  const refused = answer?.get('error');
  if (refused !== null && refused !== undefined) {
    const said = answer?.get('error_description') ?? '';
    throw fail(
      `The use of MCP server "${server}" was refused: ${refused}${said === '' ? '' : ` (${said.slice(0, 500)})`}.`,
    );
  }
  // Prevents an attacker from injecting another response by a link (CSRF).
  if (answer?.get('state') !== page.state) {
    throw fail(`The answer for MCP server "${server}" is of another request: its state is not the one sent.`);
  }
  const code = answer.get('code');
  if (code === null) {
    throw fail(
      `oauth.authorize gave an address without a code for MCP server "${server}". ` +
        'It must give the whole address that the page sent the browser to.',
    );
  }
  return code;
}
