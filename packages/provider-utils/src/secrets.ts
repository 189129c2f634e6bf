import type { Service } from './service.ts';

/** Minimum length, in characters. Shorter values are not secrets and would match any text by chance. */
const SHORTEST_SECRET = 8;

/**
 * Removes secrets from a text: values from the settings, in plain, URL-encoded and Basic authentication form; values
 * that look like keys; and keys that a service has partly masked with asterisks.
 */
export function withoutSecrets(text: string, { secrets, baseUrl }: Service): string {
  const [key, ...others] = [...secrets, ...inAddress(baseUrl)];
  let clean = text;
  for (const secret of [key, ...others.filter((value) => value.length >= SHORTEST_SECRET)]) {
    if (secret === undefined || secret === '') continue;
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')];
    for (const form of forms) clean = clean.replaceAll(form, '[hidden]');
  }
  return clean.replaceAll(/\bsk-[\w*-]+/g, '[hidden]').replaceAll(/[^\s"'`:]*\*{3,}[^\s"'`.,]*/g, '[hidden]');
}

/** Returns the query values of a URL, which some services use for an API key. */
function inAddress(baseUrl: string): string[] {
  return URL.canParse(baseUrl) ? [...new URL(baseUrl).searchParams.values()] : [];
}
