import { isJsonObject } from '@mcp-agent/core/host';
import { RequestFailure } from '../request-failure.ts';

/** Error codes of failed connections: nothing was sent. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
/** Error codes of failed connections that are permanent. */
const UNTRUSTED = /^(?:CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/;
/** Statuses of requests that were not accepted now, and can be later. */
const BUSY: ReadonlySet<number> = new Set([408, 425, 429]);

/** Returns the failure of a request that was rejected by an HTTP status, without an answer to the request. */
export function statusFailure(response: Response, text: string, headers: Headers): RequestFailure {
  const { status } = response;
  const answer = text.trim();
  const stale = headers.has('mcp-session-id') && isUnknownSession(status, answer);
  const busy = BUSY.has(status);
  return new RequestFailure(
    `HTTP ${status} ${response.statusText}`.trim() + (answer === '' ? '' : `: ${answer}`),
    {
      // The sender of a 5xx, such as a gateway, may have forwarded the request before.
      delivery: status >= 500 ? 'unknown' : 'not sent',
      final: status < 500 && !busy && !stale,
      stale,
      status,
      unreachable: busy,
      retryAfterMs: retryAfter(response),
    },
  );
}

/** Returns the failure of a request whose connection failed. */
export function networkFailure(error: unknown): RequestFailure {
  const code = codeOf(error) ?? 'network error';
  const unsent = NOT_SENT.test(code);
  const untrusted = UNTRUSTED.test(code);
  return new RequestFailure(unsent ? `connection failed (${code})` : `the connection was lost (${code})`, {
    delivery: unsent ? 'not sent' : 'unknown',
    final: untrusted,
    unreachable: unsent && !untrusted,
  });
}

/**
 * Whether the server does not know the session, for example after a restart. The status is 404; many servers, those
 * made after the examples of the SDK among them, respond with 400 and an error that belongs to no request.
 */
function isUnknownSession(status: number, answer: string): boolean {
  if (status === 404) return true;
  if (status !== 400) return false;
  try {
    const message: unknown = JSON.parse(answer);
    const error = isJsonObject(message) ? message['error'] : undefined;
    return (
      isJsonObject(error) && typeof error['message'] === 'string' && /\bsession\b/i.test(error['message'])
    );
  } catch {
    return false;
  }
}

/** Returns how long the server asks to wait, in milliseconds: seconds, or a date (RFC 9110, 10.2.3). */
function retryAfter({ headers }: Response): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** Returns the system's error code, which `fetch` wraps in one or two other errors. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return codeOf(error.cause);
}
