import type { McpServerSettings } from './settings.ts';

/** Shorter values are words such as `1` or `true`; to hide those would only spoil messages. */
const SHORTEST_SECRET = 6;
const SCHEMES = new Set(['basic', 'bearer', 'digest', 'token']);
const MASK = '***';

/** Hides a server's secrets in any text. */
export interface Redactor {
  redact(text: string): string;
  /** Hides one more from now on. */
  hide(secret: string): void;
}

/**
 * Makes the redactor of a server: it hides the values of its environment and of its headers, and what gives
 * access to it. Servers repeat what they were given, on stderr and in their answers.
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
  // The longest first: a secret may hold another.
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

/** A command line as a person would type it, with what looks like a secret hidden. */
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

/** A URL without what may be a secret in it: the user and password, the query. */
export function urlLabel(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : `?${MASK}`}`;
}
