import type { JsonObject } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import {
  isHttpsUrl,
  type OAuthClientMetadata,
  registerClient,
  RegistrationRejectedError,
  resolveClientMetadata,
} from '@modelcontextprotocol/client';
import type { OAuthClientSettings } from '../../auth/settings.ts';
import { textIn } from './credentials.ts';
import { type Discovered, endpointsOf } from './discovery.ts';
import type { GuardedHttp } from './guarded-http.ts';
import { describeError, OAuthFailure, parse } from './oauth-failure.ts';

/** How this program identifies itself to an authorization server. */
export interface ClientIdentity {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  /** The authentication method that the registration prescribes. */
  readonly authMethod: string | undefined;
  /** The registration to store; only for a client that was registered dynamically. */
  readonly registration: JsonObject | undefined;
}

interface IdentityOptions {
  readonly http: GuardedHttp;
  readonly discovered: Discovered;
  /** The registration with this authorization server, if there is one. */
  readonly stored: JsonObject | undefined;
  readonly scope: string | undefined;
  /** `undefined` for a grant without a browser. */
  readonly redirectUrl: string | undefined;
}

/**
 * Returns the client to use, in the order of the MCP specification: pre-registered, by its metadata document, and
 * registered dynamically.
 */
export async function identify(
  oauth: OAuthClientSettings,
  options: IdentityOptions,
): Promise<ClientIdentity> {
  const { metadata } = options.discovered;
  const { clientId, clientSecret, clientMetadataUrl } = oauth;
  const noRegistration = { authMethod: undefined, registration: undefined };
  if (clientId !== undefined) return { clientId, clientSecret, ...noRegistration };
  if (clientMetadataUrl !== undefined && metadata?.client_id_metadata_document_supported === true) {
    if (!isHttpsUrl(clientMetadataUrl)) {
      throw new OAuthFailure('clientMetadataUrl is not an https URL with a path. Correct it.');
    }
    return { clientId: clientMetadataUrl, clientSecret: undefined, ...noRegistration };
  }
  return asIdentity(usable(options.stored) ?? (await register(options)));
}

function asIdentity(registration: JsonObject): ClientIdentity {
  return {
    clientId: textIn(registration, 'client_id') ?? '',
    clientSecret: textIn(registration, 'client_secret'),
    authMethod: textIn(registration, 'token_endpoint_auth_method'),
    registration,
  };
}

/** Returns a registration unless its secret has expired. */
function usable(registration: JsonObject | undefined): JsonObject | undefined {
  if (textIn(registration, 'client_id') === undefined) return undefined;
  const expires = registration?.['client_secret_expires_at'];
  const expired = typeof expires === 'number' && expires > 0 && expires < Date.now() / 1_000;
  return expired ? undefined : registration;
}

async function register({ http, discovered, scope, redirectUrl }: IdentityOptions): Promise<JsonObject> {
  const { issuer, metadata } = discovered;
  if (endpointsOf(discovered).registration === undefined) {
    throw new OAuthFailure(
      `the authorization server ${issuer} does not register clients. Register this program there, and set clientId.`,
    );
  }
  const interactive = redirectUrl !== undefined;
  const clientMetadata: OAuthClientMetadata = {
    client_name: 'mcp-agent',
    redirect_uris: interactive ? [redirectUrl] : [],
    grant_types: interactive ? ['authorization_code', 'refresh_token'] : ['client_credentials'],
    ...(interactive && { response_types: ['code'], token_endpoint_auth_method: 'none' }),
  };
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- for servers that accept no metadata document
    const registered = await registerClient(issuer, {
      ...(metadata !== undefined && { metadata }),
      // It adds `application_type`, by the redirect URL.
      clientMetadata: resolveClientMetadata({ clientMetadata, redirectUrl }),
      ...(scope !== undefined && { scope }),
      fetchFn: http.fetch,
    });
    return fromJson(toJson(JSON.parse(JSON.stringify(registered)), 'registration'));
  } catch (error) {
    if (!(error instanceof RegistrationRejectedError)) throw error;
    const { code, text } = describeError(parse(error.body));
    throw new OAuthFailure(
      `the authorization server ${issuer} did not register this client: HTTP ${error.status}` +
        `${text === '' ? '' : `, ${text}`}. Register it there yourself, and set clientId.`,
      { code, temporary: error.status === 429 || error.status >= 500 },
    );
  }
}
