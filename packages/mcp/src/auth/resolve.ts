import { ConfigurationError } from '@mcp-agent/core/errors';
import { FileTokenStore } from './file-token-store.ts';
import type { AuthorizationHandler, OAuthSettings } from './settings.ts';
import { MemoryTokenStore, type TokenStore } from './token-store.ts';

/** The validated `oauth` section, with defaults applied. */
export interface OAuthHost {
  readonly authorize: AuthorizationHandler | undefined;
  readonly store: TokenStore;
  readonly leewaySeconds: number;
  readonly flowTimeoutSeconds: number;
  readonly redirectUrl: string;
}

/** @throws {@link ConfigurationError} for an unsupported token store */
export function resolveOAuth(settings: OAuthSettings = {}): OAuthHost {
  const { authorize, tokenStore, flowTimeoutSeconds = 300, callbackBaseUrl, loopbackPorts = [] } = settings;
  return {
    authorize,
    store: storeOf(tokenStore),
    leewaySeconds:
      tokenStore === undefined || 'get' in tokenStore ? 60 : (tokenStore.refreshLeewaySeconds ?? 60),
    flowTimeoutSeconds,
    redirectUrl:
      callbackBaseUrl === undefined
        ? `http://127.0.0.1:${loopbackPorts[0] ?? 33_418}/callback`
        : `${callbackBaseUrl.replace(/\/$/, '')}/callback`,
  };
}

function storeOf(store: OAuthSettings['tokenStore']): TokenStore {
  if (store === undefined) return new MemoryTokenStore();
  if ('get' in store) return store;
  switch (store.backend) {
    case undefined:
    case 'memory':
      return new MemoryTokenStore();
    case 'file':
      if (store.path !== undefined && store.path !== '') return new FileTokenStore(store.path);
      throw new ConfigurationError(
        'Token store "file" cannot be used: it has no path. Set oauth.tokenStore.path to a folder.',
        {
          path: 'oauth.token_store.path',
        },
      );
    default:
      throw new ConfigurationError(
        `Token store ${JSON.stringify(store.backend)} is not supported. Use "memory" or "file", or set ` +
          'oauth.tokenStore to your own object that implements TokenStore.',
        { path: 'oauth.token_store.backend' },
      );
  }
}
