import type { McpServerSettings } from './settings.ts';

/** Minimum length, in characters. Shorter values are words such as `1` or `true`; hiding them would garble messages. */
const SHORTEST_SECRET = 6;
const SCHEMES = new Set(['basic', 'bearer', 'digest', 'token']);
const MASK = '***';

/** Hides a server's secrets in text. */
export interface Redactor {
  redact(text: string): string;
  /** Adds a secret to hide. */
  hide(secret: string): void;
}

/**
 * Creates a server's redactor, which hides the values of its environment and headers, and its credentials. Servers
 * may repeat these on stderr and in responses.
 */
export function redactor({ env = {}, headers = {}, auth = {} }: McpServerSettings): Redactor {
  const { oauth = {} } = auth;
  const given = [
    ...Object.values(env),
    ...Object.values(headers),
    auth.apiKey,
    oauth.clientSecret,
    oauth.privateKey,
    oauth.accessToken,
    oauth.refreshToken,
    oauth.identityProvider?.clientSecret,
    oauth.identityProvider?.idToken,
    ...Object.values(oauth.extraTokenParams ?? {}),
  ];
  const secrets = new Set<string>();
  // Longest first: a secret may contain another.
  let ordered: readonly string[] = [];
  const hide = (value: string): void => {
    for (const secret of [value.trim(), ...value.split(/\s+/)]) {
      if (secret.length >= SHORTEST_SECRET && !SCHEMES.has(secret.toLowerCase())) secrets.add(secret);
    }
    if (secrets.size === ordered.length) return;
    ordered = [...secrets].toSorted((one, other) => other.length - one.length);
  };
  for (const value of given) if (value !== undefined) hide(value);
  return {
    redact: (text) => ordered.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text),
    hide,
  };
}

/** Formats a command line, hiding values that look like secrets. */
export function commandLine(command: string, args: readonly string[]): string {
  const secretFlag = /^--?[\w-]*(?:key|token|secret|password|passwd|credential)[\w-]*$/i;
  return [command, ...args]
    .map((word, index, words) => {
      const [flag = '', ...value] = word.split('=');
      if (value.length > 0 && secretFlag.test(flag)) return `${flag}=${MASK}`;
      if (secretFlag.test(words[index - 1] ?? '') && !word.startsWith('-')) return MASK;
      return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
    })
    .join(' ');
}

/** Formats a URL without parts that may be secret: user, password and query. */
export function urlLabel(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : `?${MASK}`}`;
}
