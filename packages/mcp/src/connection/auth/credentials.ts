import type { JsonObject } from '@mcp-agent/core';
import { AuthorizationError, ConfigurationError } from '@mcp-agent/core/errors';
import { messageOf } from '@mcp-agent/core/host';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import type { StoredAuthorization, TokenStore } from '../../auth/token-store.ts';
import type { ServerSpec } from '../../server-spec.ts';
import { within } from '../../wait.ts';

/**
 * The stored credentials of one server. They belong to the authorization server that issued them, and are never shown
 * to another one.
 */
export class Credentials {
  readonly #server: string;
  readonly #timeoutMs: number;
  readonly #oauth: OAuthClientSettings;
  readonly #store: TokenStore;
  readonly #key: string;

  /** @param key the server's key in the store */
  constructor(spec: ServerSpec, oauth: OAuthClientSettings, store: TokenStore, key: string) {
    this.#server = spec.name;
    this.#timeoutMs = spec.startTimeoutMs;
    this.#oauth = oauth;
    this.#store = store;
    this.#key = key;
  }

  /** Returns the stored data, initially from the settings, whichever the authorization server. */
  async read(): Promise<StoredAuthorization> {
    const stored = await this.#stored(() => this.#store.get(this.#key));
    const { accessToken, refreshToken, expiresAt, tokenType = 'Bearer', authorizationServer } = this.#oauth;
    if (stored !== undefined) return stored;
    if (accessToken === undefined) return {};
    return {
      tokens: {
        access_token: accessToken,
        token_type: tokenType,
        ...(refreshToken !== undefined && { refresh_token: refreshToken }),
      },
      ...(authorizationServer !== undefined && { issuer: authorizationServer }),
      ...(expiresAt !== undefined && { expiresAt }),
    };
  }

  /**
   * Returns the credentials for an authorization server. The first one is pinned; if the settings name none, their
   * credentials are for that one alone.
   *
   * @throws {@link AuthorizationError} when the credentials in the settings are for another one
   */
  async boundTo(issuer: string): Promise<StoredAuthorization & { readonly issuer: string }> {
    const stored = await this.read();
    if (stored.issuer === issuer) return { ...stored, issuer };
    const { authorizationServer, clientId, identityProvider } = this.#oauth;
    if (stored.issuer === undefined) {
      // Stored data always names its issuer. What does not is from the settings.
      const pinned = { ...stored, issuer };
      await this.write(pinned);
      return pinned;
    }
    const fixed = clientId !== undefined || identityProvider !== undefined;
    if (fixed && authorizationServer === undefined) {
      const server = this.#server;
      throw new AuthorizationError(
        `MCP server "${server}" now names another authorization server: ${issuer} instead of ${stored.issuer}. ` +
          `The credentials in mcp.servers.${server}.auth.oauth are not sent to it.\n` +
          `If it is the right one, set mcp.servers.${server}.auth.oauth.authorizationServer to ${issuer}.`,
        { server, nonRetryable: true },
      );
    }
    return { issuer };
  }

  /** Runs an action while no other process that shares the store runs one for this server. */
  exclusively<T>(action: () => Promise<T>): Promise<T> {
    return this.#store.exclusively?.(this.#key, action) ?? action();
  }

  /** Replaces the stored data. */
  async write(authorization: StoredAuthorization & { readonly issuer: string }): Promise<void> {
    await this.#stored(() => this.#store.set(this.#key, authorization));
  }

  async #stored<T>(action: () => Promise<T>): Promise<T> {
    try {
      const access = action();
      access.catch(() => undefined);
      // One that hangs must not lock the server out: no other timeout runs while a user may be asked.
      if (await within(this.#timeoutMs, access)) return await access;
      throw new Error(`it did not respond within ${this.#timeoutMs / 1_000} s.`);
    } catch (error) {
      const server = this.#server;
      throw new AuthorizationError(`The token store failed for MCP server "${server}": ${messageOf(error)}`, {
        server,
        ...(ConfigurationError.isInstance(error) && { nonRetryable: true }),
      });
    }
  }
}

/** Returns a text field of stored data. */
export function textIn(data: JsonObject | undefined, name: string): string | undefined {
  const value = data?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
