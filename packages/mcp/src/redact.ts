import { HIDDEN } from '@mcp-agent/core/host';
import type { McpServerSettings } from './settings.ts';

/**
 * Returns the values of a server's settings that may be secret: its environment, headers and credentials. Servers may
 * repeat these on stderr and in responses.
 */
export function secretsOf({ env = {}, headers = {}, auth = {} }: McpServerSettings): (string | undefined)[] {
  const { oauth = {} } = auth;
  return [
    ...Object.values(env),
    ...(typeof headers === 'function' ? [] : Object.values(headers)),
    auth.apiKey,
    oauth.clientSecret,
    oauth.privateKey,
    oauth.accessToken,
    oauth.refreshToken,
    oauth.identityProvider?.clientSecret,
    oauth.identityProvider?.idToken,
    ...Object.values(oauth.extraTokenParams ?? {}),
  ];
}

/** Formats a command line, hiding values that look like secrets. */
export function commandLine(command: string, args: readonly string[]): string {
  const secretFlag = /^--?[\w-]*(?:key|token|secret|password|passwd|credential)[\w-]*$/i;
  return [command, ...args]
    .map((word, index, words) => {
      const [flag = '', ...value] = word.split('=');
      if (value.length > 0 && secretFlag.test(flag)) return `${flag}=${HIDDEN}`;
      if (secretFlag.test(words[index - 1] ?? '') && !word.startsWith('-')) return HIDDEN;
      return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
    })
    .join(' ');
}

/** Formats a URL without parts that may be secret: user, password and query. */
export function urlLabel(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : `?${HIDDEN}`}`;
}
