import type { Service } from './service.ts';

/** A value so short that it is no secret, and would be found by chance in any text. */
const SHORTEST_SECRET = 8;

/**
 * A text without secrets: what the settings hold, as it is and as URLs and Basic authorisation write it,
 * whatever looks like a key, and what a service shows of a key with stars in the middle.
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

/** What stands behind the question mark of an address, where some services want a key. */
function inAddress(baseUrl: string): string[] {
  return URL.canParse(baseUrl) ? [...new URL(baseUrl).searchParams.values()] : [];
}
