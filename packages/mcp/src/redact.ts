import type { McpServerSettings } from './settings.ts';

/** Shorter values are words such as `1` or `true`; to hide those would only spoil messages. */
const SHORTEST_SECRET = 6;
const SCHEMES = new Set(['basic', 'bearer', 'digest', 'token']);
const MASK = '***';

/**
 * Makes the function that hides a server's secrets in any text: the values of its environment and of its
 * headers. Servers repeat what they were given, on stderr and in their answers.
 */
export function redactor(settings: McpServerSettings): (text: string) => string {
  const given = [...Object.values(settings.env ?? {}), ...Object.values(settings.headers ?? {})];
  const secrets = new Set(
    given
      .flatMap((value) => [value.trim(), ...value.split(/\s+/)])
      .filter((value) => value.length >= SHORTEST_SECRET && !SCHEMES.has(value.toLowerCase())),
  );
  // The longest first: a secret may hold another.
  const ordered = [...secrets].toSorted((one, other) => other.length - one.length);
  return (text) => ordered.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text);
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
