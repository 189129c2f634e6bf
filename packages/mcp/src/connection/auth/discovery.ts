import {
  type AuthorizationServerMetadata,
  checkResourceAllowed,
  discoverAuthorizationServerMetadata,
  IssuerMismatchError,
  resourceUrlFromServerUrl,
} from '@modelcontextprotocol/client';
import type { Fetch } from '../http-fetch.ts';
import { type GuardedHttp, NoResponseError, labelOf, RefusedUrlError } from './guarded-http.ts';
import { failureIn, OAuthFailure, parse } from './oauth-failure.ts';

const MAX_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The authorization server of an MCP server. */
export interface Discovered {
  /** Issuer identifier; the URL of the server if it has no metadata. */
  readonly issuer: string;
  /** Absent for a server of MCP 2025-03-26, whose endpoints have fixed paths. */
  readonly metadata: AuthorizationServerMetadata | undefined;
  /** Resource identifier of the MCP server (RFC 8707). */
  readonly resource: string;
  /** Scopes that the MCP server's metadata names. */
  readonly scopes: readonly string[];
}

export interface DiscoveryOptions {
  readonly serverUrl: URL;
  /** URL of the MCP server's metadata, from its challenge. */
  readonly resourceMetadataUrl: URL | undefined;
  /** Issuer to use, from the settings. */
  readonly authorizationServer: string | undefined;
  /** Issuer to prefer if the server names several: one whose credentials are stored. */
  readonly preferred: string | undefined;
}

/**
 * Finds the authorization server: the MCP server's metadata (RFC 9728) names it, its own metadata (RFC 8414 or OpenID
 * Connect Discovery) describes it.
 */
export async function discover(http: GuardedHttp, options: DiscoveryOptions): Promise<Discovered> {
  const { serverUrl, authorizationServer, preferred } = options;
  const fetch = metadataFetch(http.fetch);
  const described = await resourceMetadata(fetch, options).catch((error: unknown) => {
    // The settings name the authorization server, so the metadata is of use, but not needed.
    if (authorizationServer === undefined) throw error;
  });
  const resource = described?.resource ?? canonical(serverUrl);
  if (!checkResourceAllowed({ requestedResource: serverUrl, configuredResource: resource })) {
    throw new OAuthFailure(`its metadata is that of another resource, ${labelOf(new URL(resource))}.`);
  }
  const named = described?.servers ?? [];
  const issuer =
    authorizationServer ??
    named.find((server) => server === preferred) ??
    named[0] ??
    // A server of MCP 2025-03-26 is its own authorization server.
    `${serverUrl.origin}/`;
  http.check(issuer);
  const metadata = await serverMetadata(fetch, issuer);
  if (metadata === undefined && (named.length > 0 || authorizationServer !== undefined)) {
    throw new OAuthFailure(`the authorization server ${labelOf(new URL(issuer))} has no metadata.`);
  }
  return {
    issuer: metadata?.issuer ?? serverUrl.origin,
    metadata,
    resource,
    scopes: described?.scopes ?? [],
  };
}

/** Returns the endpoints of an authorization server. One without metadata has them at fixed paths. */
export function endpointsOf({ issuer, metadata }: Discovered): {
  readonly authorization: string;
  readonly token: string;
  readonly registration: string | undefined;
} {
  const at = (path: string): string => new URL(path, issuer).href;
  if (metadata === undefined) {
    return { authorization: at('/authorize'), token: at('/token'), registration: at('/register') };
  }
  return {
    authorization: metadata.authorization_endpoint,
    token: metadata.token_endpoint,
    registration: metadata.registration_endpoint,
  };
}

async function serverMetadata(
  fetch: Fetch,
  issuer: string,
): Promise<AuthorizationServerMetadata | undefined> {
  try {
    return await discoverAuthorizationServerMetadata(issuer, { fetchFn: fetch });
  } catch (error) {
    if (error instanceof IssuerMismatchError) {
      throw new OAuthFailure(
        `the metadata of the authorization server ${JSON.stringify(issuer)} is that of another issuer.`,
      );
    }
    if (isOurs(error)) throw error;
    throw new OAuthFailure(
      `the metadata of the authorization server ${labelOf(new URL(issuer))} is invalid.`,
    );
  }
}

/** Reads the MCP server's metadata; `undefined` if it has none. */
async function resourceMetadata(
  fetch: Fetch,
  { serverUrl, resourceMetadataUrl }: DiscoveryOptions,
): Promise<{ resource: string | undefined; servers: string[]; scopes: string[] } | undefined> {
  const path = serverUrl.pathname.replace(/\/$/, '');
  const candidates = [
    resourceMetadataUrl,
    new URL(`/.well-known/oauth-protected-resource${path}${serverUrl.search}`, serverUrl),
    new URL('/.well-known/oauth-protected-resource', serverUrl),
  ];
  for (const url of new Set(candidates.flatMap((one) => (one === undefined ? [] : [one.href])))) {
    const response = await fetch(url);
    if (!response.ok) continue;
    const {
      resource,
      authorization_servers: servers,
      scopes_supported: scopes,
    } = parse(await response.text());
    return {
      resource: typeof resource === 'string' && URL.canParse(resource) ? resource : undefined,
      servers: strings(servers),
      scopes: strings(scopes),
    };
  }
  return undefined;
}

/**
 * A `fetch` of metadata, which follows redirects; each URL is checked. A response that is no JSON object says that
 * there is no metadata: many servers answer every path with a page, or with 401.
 */
function metadataFetch(fetch: Fetch): Fetch {
  return async (target, init) => {
    let url = new URL(target);
    let response = await fetch(url, init);
    for (let hop = 0; hop < MAX_REDIRECTS && REDIRECTS.has(response.status); hop += 1) {
      const location = response.headers.get('location') ?? '';
      if (!URL.canParse(location, url.href)) break;
      url = new URL(location, url);
      response = await fetch(url, init);
    }
    if (response.status === 429 || response.status >= 500) {
      throw await failureIn(response, labelOf(url));
    }
    if (!response.ok) return response;
    const text = await response.text();
    const status = Object.keys(parse(text)).length === 0 ? 404 : response.status;
    return new Response(text, { status, headers: response.headers });
  };
}

/** Returns the resource identifier of a server without metadata: its URL, without a fragment and a trailing slash. */
function canonical(serverUrl: URL): string {
  const { href, pathname, search } = resourceUrlFromServerUrl(serverUrl);
  return pathname === '/' && search === '' ? href.replace(/\/$/, '') : href;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof OAuthFailure || error instanceof NoResponseError || error instanceof RefusedUrlError
  );
}
