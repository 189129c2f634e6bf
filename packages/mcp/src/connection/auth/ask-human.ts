import { AuthorizationError } from '@mcp-agent/core/errors';
import { IssuerMismatchError, validateAuthorizationResponseIssuer } from '@modelcontextprotocol/client';
import type { OAuthHost } from '../../auth/resolve.ts';
import { within } from '../../wait.ts';
import { describeError } from './oauth-failure.ts';

/** A consent page, and what its response must have. */
export interface ConsentPage {
  readonly url: URL;
  readonly state: string;
  readonly redirectUrl: string;
  /** The issuer from the authorization server's validated metadata. */
  readonly issuer: string | undefined;
  /** Whether the authorization server names itself in every response (RFC 9207). */
  readonly sendsIssuer: boolean;
  /** Why the user is needed although there was a token. */
  readonly reason: string | undefined;
  readonly signal: AbortSignal;
}

/** Sends the user to the consent page and returns the authorization code. */
export async function askHuman(
  server: string,
  { authorize, flowTimeoutSeconds }: OAuthHost,
  page: ConsentPage,
): Promise<string> {
  const fail = (message: string): AuthorizationError =>
    new AuthorizationError(message, { server, nonRetryable: true });
  if (authorize === undefined) {
    const why = page.reason === undefined ? '' : ` (${page.reason})`;
    throw fail(
      `MCP server "${server}" requires a user to authorize in a browser${why}, and oauth.authorize is not set.\n` +
        'Set it in the settings: for a user at this machine, to loopbackAuthorization of @mcp-agent/mcp. ' +
        `Or set mcp.servers.${server}.auth.oauth.accessToken, or a client with grantType: client_credentials.`,
    );
  }
  const timeout = new AbortController();
  const signal = AbortSignal.any([page.signal, timeout.signal]);
  const asking = authorize({ server, url: page.url.href, redirectUrl: page.redirectUrl, signal });
  asking.catch(() => undefined);
  if (!(await within(flowTimeoutSeconds * 1_000, Promise.race([asking, aborted(page.signal)])))) {
    timeout.abort(new Error('The authorization timed out.'));
    throw fail(
      `Authorization for MCP server "${server}" timed out: the user did not respond within ` +
        `${flowTimeoutSeconds} s. If users need longer, raise oauth.flowTimeoutSeconds.`,
    );
  }
  const redirected = await asking;
  const answer = URL.canParse(redirected, page.redirectUrl)
    ? new URL(redirected, page.redirectUrl).searchParams
    : undefined;
  // The state comes first: any page can send the browser here (CSRF).
  if (answer?.get('state') !== page.state) {
    throw fail(
      `Authorization for MCP server "${server}" failed: the redirect belongs to another request (state differs). ` +
        'Return the redirect of the page that oauth.authorize was called with.',
    );
  }
  // Then the issuer: before it is verified, nothing of the response may be used or shown (RFC 9207).
  try {
    validateAuthorizationResponseIssuer({
      iss: answer.get('iss') ?? undefined,
      expectedIssuer: page.issuer,
      issParameterSupported: page.sendsIssuer,
    });
  } catch (error) {
    if (!(error instanceof IssuerMismatchError)) throw error;
    throw fail(
      `Authorization for MCP server "${server}" failed: the redirect is not from the authorization server ` +
        `${page.issuer} (iss ${error.received === undefined ? 'is missing' : 'differs'}, RFC 9207). ` +
        'It was discarded, because it may be an attack. The next call asks the user again.',
    );
  }
  if (answer.has('error')) {
    const { text } = describeError(Object.fromEntries(answer));
    throw fail(
      `Authorization for MCP server "${server}" was rejected${text === '' ? '' : `: ${text}`}. ` +
        'The next call asks the user again.',
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

/** Rejects when the signal is aborted. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
