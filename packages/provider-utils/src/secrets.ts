import { HIDDEN, redactor } from '@mcp-agent/core/host';
import type { Service } from './service.ts';

/**
 * Removes secrets from a text: values from the settings, in plain, URL-encoded and Basic authentication form; values
 * that look like keys; and keys that a service has partly masked with asterisks.
 */
export function withoutSecrets(text: string, { secrets, baseUrl }: Service): string {
  const values = [...secrets, ...inAddress(baseUrl)];
  const encoded = values.map((value) => Buffer.from(value).toString('base64'));
  return redactor([...values, ...encoded])
    .redact(text)
    .replaceAll(/\bsk-[\w*-]+/g, HIDDEN)
    .replaceAll(/[^\s"'`:]*\*{3,}[^\s"'`.,]*/g, HIDDEN);
}

/** Returns the query values of a URL, which some services use for an API key. */
function inAddress(baseUrl: string): string[] {
  return URL.canParse(baseUrl) ? [...new URL(baseUrl).searchParams.values()] : [];
}
