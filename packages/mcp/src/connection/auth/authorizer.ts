import { AuthorizationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';
import type { OAuthHost } from '../../auth/resolve.ts';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { ServerSpec } from '../../server-spec.ts';
import { waitFor } from '../../wait.ts';
import { type Challenge, RefreshError, runAuthorization } from './authorization-run.ts';
import { Credentials, textIn } from './credentials.ts';
import { NoResponseError, openGuardedHttp, RefusedUrlError } from './guarded-http.ts';
import { OAuthFailure } from './oauth-failure.ts';

/** The token to send. */
export interface CurrentToken {
  /** The `Authorization` header; `undefined` if there is no token yet. */
  readonly header: string | undefined;
  /** Whether the token should be refreshed before it is used: soon, or because it has expired. */
  readonly refresh: 'soon' | 'expired' | undefined;
}

/** An authorization in progress. */
interface Run {
  readonly done: Promise<void>;
  readonly abort: AbortController;
  /** How many callers wait for it. */
  waiting: number;
}

/** Obtains and stores the tokens of one server for all its connections. Runs one authorization at a time. */
export class Authorizer {
  readonly #spec: ServerSpec;
  readonly #serverUrl: URL;
  readonly #oauth: OAuthClientSettings;
  readonly #host: OAuthHost;
  readonly #credentials: Credentials;
  #running: Run | undefined;

  constructor(spec: ServerSpec, serverUrl: URL, oauth: OAuthClientSettings, host: OAuthHost) {
    this.#spec = spec;
    this.#serverUrl = serverUrl;
    this.#oauth = oauth;
    this.#host = host;
    this.#credentials = new Credentials(spec, oauth, host.store, `${spec.name} ${serverUrl.href}`);
  }

  async current(): Promise<CurrentToken> {
    const { client, tokens, expiresAt } = await this.#credentials.read();
    // A server may repeat them in its output.
    for (const name of ['access_token', 'refresh_token']) this.#spec.hide(textIn(tokens, name) ?? '');
    this.#spec.hide(textIn(client, 'client_secret') ?? '');
    const token = textIn(tokens, 'access_token');
    const type = textIn(tokens, 'token_type') ?? 'Bearer';
    const renewable = expiresAt !== undefined && textIn(tokens, 'refresh_token') !== undefined;
    const left = renewable ? expiresAt - Date.now() / 1_000 : Infinity;
    return {
      // Servers return the type in any case, and many accept only this spelling.
      header: token && `${type.toLowerCase() === 'bearer' ? 'Bearer' : type} ${token}`,
      refresh: left <= 0 ? 'expired' : left < this.#host.leewaySeconds ? 'soon' : undefined,
    };
  }

  /**
   * Obtains a token, or one with more scopes. Callers share one authorization, which is aborted when none is left.
   *
   * @param used the rejected header; if the stored one differs by now, nothing is done
   * @throws {@link AuthorizationError}
   * @throws the signal's reason when it is aborted
   */
  async authorize(challenge: Challenge, used: string | undefined, signal: AbortSignal): Promise<void> {
    if (this.#running === undefined) {
      const { header } = await this.current();
      if (header !== undefined && header !== used) return;
    }
    const run = (this.#running ??= this.#start(challenge));
    run.waiting += 1;
    try {
      await waitFor(run.done, signal);
    } finally {
      run.waiting -= 1;
      if (run.waiting === 0 && this.#running === run) {
        // A caller that comes now starts anew.
        this.#running = undefined;
        run.abort.abort(signal.reason);
      }
    }
  }

  #start(challenge: Challenge): Run {
    const abort = new AbortController();
    const done = this.#run(challenge, abort.signal).finally(() => {
      if (this.#running?.abort === abort) this.#running = undefined;
    });
    return { done, abort, waiting: 0 };
  }

  async #run(challenge: Challenge, signal: AbortSignal): Promise<void> {
    const { name, startTimeoutMs } = this.#spec;
    const { authorizationServer, identityProvider } = this.#oauth;
    const http = openGuardedHttp({
      server: this.#serverUrl,
      trusted: [authorizationServer, identityProvider?.tokenEndpoint].flatMap((url) =>
        url !== undefined && URL.canParse(url) ? [new URL(url)] : [],
      ),
      timeoutMs: startTimeoutMs,
      signal,
    });
    try {
      await runAuthorization({
        server: name,
        serverUrl: this.#serverUrl,
        oauth: this.#oauth,
        host: this.#host,
        credentials: this.#credentials,
        http,
        challenge,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw this.#error(error);
    } finally {
      await http.close();
    }
  }

  #error(thrown: unknown): Error {
    const refreshing = thrown instanceof RefreshError;
    const error = refreshing ? thrown.cause : thrown;
    if (AuthorizationError.isInstance(error)) return error;
    const { name, redact } = this.#spec;
    const permanent = error instanceof RefusedUrlError || (error instanceof OAuthFailure && !error.temporary);
    const what = refreshing
      ? `The token for MCP server "${name}" could not be refreshed`
      : `Authorization for MCP server "${name}" failed`;
    const why = redact(messageOf(error)).slice(0, 1_000);
    return new AuthorizationError(`${what}: ${why} ${this.#advice(error)}`, {
      server: name,
      ...(permanent && { nonRetryable: true }),
    });
  }

  #advice(error: unknown): string {
    const setting = `mcp.servers.${this.#spec.name}.auth.oauth`;
    if (error instanceof RefusedUrlError && error.byAddress) {
      return `If you trust the authorization server, set ${setting}.authorizationServer to its issuer.`;
    }
    if (error instanceof NoResponseError || (error instanceof OAuthFailure && error.temporary)) {
      return 'The next call tries again.';
    }
    return `Check ${setting}.`;
  }
}
