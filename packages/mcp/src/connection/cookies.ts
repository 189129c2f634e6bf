import type { Fetch } from './http-fetch.ts';

/** Bounds for a server that sets cookies without end. */
const MAX_COOKIES = 50;
const MAX_LENGTH = 4_096;

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly secure: boolean;
  readonly expires: number;
}

/**
 * Returns the cookies of one session to the origin that set them: a balancer finds the session's server by them. They
 * are forgotten with the session. A cookie is never sent to another origin, whatever its domain (RFC 6265, reduced).
 */
export function withCookies(fetch: Fetch): Fetch {
  const jars = new Map<string, Map<string, Cookie>>();
  return async (address, init) => {
    const url = new URL(address);
    const headers = new Headers(init?.headers);
    const jar = jars.get(url.origin);
    const kept = jar === undefined ? [] : [...jar.values()].filter((cookie) => isFor(cookie, url));
    if (kept.length > 0) {
      const own = headers.get('cookie');
      const names = new Set(own?.split(';').map((pair) => pair.split('=')[0]?.trim()));
      const pairs = kept.filter(({ name }) => !names.has(name)).map(({ name, value }) => `${name}=${value}`);
      headers.set('cookie', [...(own === null ? [] : [own]), ...pairs].join('; '));
    }
    const response = await fetch(address, { ...init, headers });
    const set = response.headers.getSetCookie();
    if (set.length === 0) return response;
    const filled = jar ?? new Map<string, Cookie>();
    jars.set(url.origin, filled);
    for (const line of set) keep(filled, cookieFrom(line, url));
    return response;
  };
}

function keep(jar: Map<string, Cookie>, cookie: Cookie | undefined): void {
  if (cookie === undefined) return;
  const key = `${cookie.name};${cookie.path}`;
  jar.delete(key);
  if (cookie.expires > Date.now() && jar.size < MAX_COOKIES) jar.set(key, cookie);
}

function cookieFrom(line: string, url: URL): Cookie | undefined {
  const [pair = '', ...attributes] = line.slice(0, MAX_LENGTH).split(';');
  const separator = pair.indexOf('=');
  if (separator < 1 || line.length > MAX_LENGTH) return undefined;
  const named = new Map(
    attributes.map((attribute): [string, string] => {
      const [name = '', ...value] = attribute.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
  const secure = named.has('secure');
  if (secure && url.protocol !== 'https:') return undefined;
  const path = named.get('path');
  return {
    name: pair.slice(0, separator).trim(),
    value: pair.slice(separator + 1).trim(),
    path: path?.startsWith('/') === true ? path : (/^(\/.*)\/[^/]*$/.exec(url.pathname)?.[1] ?? '/'),
    secure,
    expires: expiry(named.get('max-age'), named.get('expires')),
  };
}

/** Returns when a cookie expires, in milliseconds since 1970. */
function expiry(maxAge: string | undefined, expires: string | undefined): number {
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Date.now() + Number(maxAge) * 1_000;
  const date = Date.parse(expires ?? '');
  return Number.isNaN(date) ? Infinity : date;
}

function isFor({ path, secure, expires }: Cookie, { pathname, protocol }: URL): boolean {
  if (expires <= Date.now() || (secure && protocol !== 'https:')) return false;
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
