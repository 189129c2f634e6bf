import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { openHttpConnections } from '../http-connections.ts';
import type { Fetch } from '../http-fetch.ts';
import { isLocalName, zoneOf, zoneOfHost, type Zone } from './addresses.ts';
import { OAuthFailure } from './oauth-failure.ts';

/** Maximum size of a response, in bytes after decompression. */
const MAX_BODY_BYTES = 1_000_000;

/** A URL that a server named and that is not requested, or not shown to the user. */
export class RefusedUrlError extends Error {
  /** Whether its address is the reason, and the settings can allow it. */
  readonly byAddress: boolean;

  constructor(url: string, why: string, byAddress: boolean) {
    const shown = URL.canParse(url) ? labelOf(new URL(url)) : 'A URL';
    super(`${shown} was refused, because ${why}.`);
    this.byAddress = byAddress;
  }
}

/** A request without a complete response. It may succeed later. */
export class NoResponseError extends Error {}

export interface GuardOptions {
  /** The MCP server. Where its URL names an address of this machine or of a private network, others there are allowed. */
  readonly server: URL;
  /** URLs from the settings. Their origins may have any address. */
  readonly trusted: readonly URL[];
  /** Timeout of each request, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Resolves host names. Default: that of the operating system. */
  readonly lookup?: LookupFunction;
}

/** HTTP for URLs that servers name: RFC 9728 and RFC 8414 metadata, and the endpoints in it. */
export interface GuardedHttp {
  /**
   * Sends a request, and returns the whole response. Redirects are not followed.
   *
   * @throws {@link RefusedUrlError}, {@link NoResponseError}
   */
  readonly fetch: Fetch;
  /**
   * Checks the URL of an endpoint: https, or http on this machine where it is allowed, without user information.
   *
   * @throws {@link RefusedUrlError}
   */
  readonly check: (url: string) => URL;
  /** Allows any address for the origin of a URL, because the settings vouch for it. */
  readonly trust: (url: string) => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens connections that are guarded against server-side request forgery, as in MCP's security best practices. The
 * address is checked when the connection looks it up, so that it cannot change in between.
 */
export function openGuardedHttp(options: GuardOptions): GuardedHttp {
  const { server, timeoutMs, signal, lookup: resolve = lookup } = options;
  const own = zoneOfHost(server);
  const trusted = new Set([server, ...options.trusted].map(({ origin }) => origin));
  const allowed = (zone: Zone): boolean =>
    zone === 'public' || (zone === own && (zone === 'loopback' || zone === 'private'));

  const guardedLookup: LookupFunction = (hostname, lookupOptions, callback) => {
    resolve(hostname, lookupOptions, (error, found, family) => {
      const refused =
        error === null ? addressesIn(found).find((address) => !isAllowed(hostname, address)) : undefined;
      if (refused === undefined) callback(error, found, family);
      else
        callback(
          new RefusedUrlError(
            `https://${hostname}`,
            `its address ${refused} is ${WHERE[zoneOf(refused)]}`,
            true,
          ),
          '',
        );
    });
  };
  const isAllowed = (hostname: string, address: string): boolean => {
    const zone = zoneOf(address);
    return isLocalName(hostname) ? zone === 'loopback' : allowed(zone);
  };
  const direct = openHttpConnections();
  const guarded = openHttpConnections(guardedLookup);

  const check = (text: string, plainHttp = false): URL => {
    if (!URL.canParse(text)) throw new RefusedUrlError(text, 'it is not a URL', false);
    const url = new URL(text);
    const zone = zoneOfHost(url);
    const isTrusted = trusted.has(url.origin);
    if (url.username !== '' || url.password !== '') {
      throw new RefusedUrlError(text, 'it contains a user name or password', false);
    }
    if (url.protocol !== 'https:') {
      const local = zone === 'loopback' && (isTrusted || allowed(zone));
      if (url.protocol !== 'http:' || !(local || plainHttp)) {
        throw new RefusedUrlError(text, 'it is not an https URL', false);
      }
    }
    if (zone !== undefined && !isTrusted && !allowed(zone)) {
      throw new RefusedUrlError(text, `its host is ${WHERE[zone]}`, true);
    }
    return url;
  };

  return {
    check: (url) => check(url),
    trust: (url) => {
      trusted.add(new URL(url).origin);
    },
    fetch: async (target, init = {}) => {
      // The server's own metadata may be read in the way in which the server is reached.
      const isRead = init.method === undefined || init.method === 'GET';
      const url = check(String(target), isRead && new URL(target).origin === server.origin);
      const connections = trusted.has(url.origin) ? direct : guarded;
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      try {
        const response = await connections.fetch(url, { ...init, redirect: 'manual', signal: limit });
        return await wholeResponse(url, response);
      } catch (error) {
        signal.throwIfAborted();
        throw failure(url, error, timeoutMs);
      }
    },
    close: async () => {
      await Promise.all([direct.close(), guarded.close()]);
    },
  };
}

const WHERE: Readonly<Record<Zone, string>> = {
  loopback: 'on this machine',
  private: 'in a private network',
  reserved: 'link-local, multicast or reserved',
  public: 'public',
};

function addressesIn(found: string | LookupAddress[]): string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

/** Formats a URL without user information and query. */
export function labelOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname === '/' ? '' : pathname}`.slice(0, 200);
}

function failure(url: URL, error: unknown, timeoutMs: number): Error {
  const causes: unknown[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(cause);
  const refused = causes.find((cause) => cause instanceof RefusedUrlError || cause instanceof OAuthFailure);
  if (refused instanceof Error) return refused;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new NoResponseError(`${labelOf(url)} did not respond within ${timeoutMs / 1_000} s.`);
  }
  const code = causes.map((cause) => (cause instanceof Error && 'code' in cause ? cause.code : undefined));
  const known = code.find((one) => typeof one === 'string');
  return new NoResponseError(`${labelOf(url)} could not be reached (${known ?? 'network error'}).`);
}

/** Reads the body, and returns a response of the global class, which the SDK recognizes. */
async function wholeResponse(url: URL, { status, statusText, headers, body }: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      throw new OAuthFailure(`the response of ${labelOf(url)} is larger than ${MAX_BODY_BYTES} bytes.`);
    }
    chunks.push(chunk);
  }
  return new Response(bytes === 0 ? null : Buffer.concat(chunks), {
    status,
    statusText,
    headers: Object.fromEntries(headers),
  });
}
