import { HIDDEN, redactor } from '@mcp-agent/core/host';
import type { Service } from './service.ts';

/**
 * Removes secrets from a text: values from the settings, in plain, URL-encoded and Basic authentication form; values
 * that look like keys or are those of an `Authorization` header; and keys that a service has partly masked.
 */
export function withoutSecrets(text: string, { secrets, baseUrl }: Service): string {
  const values = [...secrets, ...secrets.flatMap(inBasic), ...inAddress(baseUrl)];
  const encoded = values.map((value) => Buffer.from(value).toString('base64'));
  return redactor([...values, ...encoded])
    .redact(text)
    .replaceAll(/\b([Bb]asic|[Bb]earer) +(?=\S*(?:\d|[a-z][A-Z]))[\w.~+/=-]{8,}/g, `$1 ${HIDDEN}`)
    .replaceAll(/\bsk-[\w*-]+(?:(?:\.{2,}|…)[\w-]+)?/g, HIDDEN)
    .replaceAll(/[^\s"'`:]*\*{3,}[^\s"'`.,]*/g, HIDDEN);
}

/** Returns the query values of a URL, which some services use for an API key. */
function inAddress(baseUrl: string): string[] {
  return URL.canParse(baseUrl) ? [...new URL(baseUrl).searchParams.values()] : [];
}

/** Returns the user name and the password of a header with Basic authentication. */
function inBasic(header: string): string[] {
  const [, encoded] = /^basic\s+(\S+)$/i.exec(header.trim()) ?? [];
  const decoded = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString();
  return decoded === '' ? [] : [decoded, decoded.slice(decoded.indexOf(':') + 1)];
}
