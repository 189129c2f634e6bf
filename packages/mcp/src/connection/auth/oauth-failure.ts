import { isJsonObject } from '@mcp-agent/core/host';

const MAX_DESCRIPTION_LENGTH = 200;

/** An authorization server's refusal of a request. */
export class OAuthFailure extends Error {
  /** The error code of RFC 6749, such as `invalid_grant`; `undefined` if the response has none. */
  readonly code: string | undefined;
  /** Whether the server is unavailable for now, such as 429 or 503. */
  readonly temporary: boolean;
  /** When to try again, as the server wishes, in milliseconds from now. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    fields: {
      readonly code?: string | undefined;
      readonly temporary?: boolean;
      readonly retryAfterMs?: number | undefined;
    } = {},
  ) {
    super(message);
    this.code = fields.code;
    this.temporary = fields.temporary ?? false;
    this.retryAfterMs = fields.retryAfterMs;
  }
}

/**
 * Reads an unsuccessful response. Nothing of a body reaches the message except an error code and a short description.
 *
 * @param subject the endpoint, for the message
 */
export async function failureIn(response: Response, subject: string): Promise<OAuthFailure> {
  const { status, headers } = response;
  const { code, text } = describeError(parse(await response.text()));
  return new OAuthFailure(`${subject} responded with HTTP ${status}${text === '' ? '' : `: ${text}`}.`, {
    code,
    temporary: status === 408 || status === 429 || status >= 500,
    retryAfterMs: retryAfter(headers.get('retry-after')),
  });
}

/** Reads `error` and `error_description` of a response, whether JSON or the query of a redirect. */
export function describeError(fields: { readonly error?: unknown; readonly error_description?: unknown }): {
  readonly code: string | undefined;
  readonly text: string;
} {
  const { error, error_description: description } = fields;
  // The characters of RFC 6749, section 5.2.
  const code =
    typeof error === 'string' && /^[\x21\x23-\x5B\x5D-\x7E]{1,64}$/.test(error) ? error : undefined;
  if (code === undefined) return { code, text: '' };
  const clean = typeof description === 'string' ? cleanText(description) : '';
  return { code, text: clean === '' ? code : `${code} (${clean})` };
}

/** Makes text of others safe to show in one line: without control characters, and short. */
function cleanText(text: string): string {
  const line = text
    .toWellFormed()
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return line.length > MAX_DESCRIPTION_LENGTH
    ? `${line.slice(0, MAX_DESCRIPTION_LENGTH).toWellFormed()}…`
    : line;
}

/** Parses a JSON object; anything else is one without fields. */
export function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** Reads a `Retry-After` header: seconds or a date. */
function retryAfter(value: string | null): number | undefined {
  if (value === null) return undefined;
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
