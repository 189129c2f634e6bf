import { env } from 'node:process';
import type { Settings } from '@mcp-agent/core';

const OPENAI_URL = 'https://api.openai.com/v1';

/** The service's address, from the settings, the environment, or OpenAI's own. */
export function baseUrlOf(settings: Settings): string {
  return given(settings.openai?.baseUrl) ?? given(env['OPENAI_BASE_URL']) ?? OPENAI_URL;
}

/** The key, from the settings or the environment. */
export function apiKeyOf(settings: Settings): string | undefined {
  return given(settings.openai?.apiKey) ?? given(env['OPENAI_API_KEY']);
}

/** An empty variable of the environment is one that is not set. */
function given(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** A header's value so short that it is no secret, and would be found by chance in any text. */
const SHORTEST_SECRET = 8;

/**
 * A text without secrets: the key and the headers of the settings, whatever looks like one of OpenAI's keys,
 * and what a service shows of a key with stars in the middle.
 */
export function withoutSecrets(text: string, settings: Settings): string {
  const headers = Object.values(settings.openai?.defaultHeaders ?? {});
  const secrets = [apiKeyOf(settings), ...headers.filter((value) => value.length >= SHORTEST_SECRET)];
  let clean = text;
  for (const secret of secrets) {
    if (secret !== undefined) clean = clean.replaceAll(secret, '[hidden]');
  }
  return clean.replaceAll(/\bsk-[\w*-]+/g, '[hidden]').replaceAll(/[^\s"'`:]*\*{3,}[^\s"'`.,]*/g, '[hidden]');
}
