import { cleanText } from './clean-text.ts';
import { TOO_LARGE } from './connection/too-large.ts';
import { MAX_MESSAGE_LENGTH } from './errors.ts';
import type { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';
import type { ToolResult } from './tool-invocation.ts';

/** Statuses that concern the credentials, which a model cannot correct. */
const CREDENTIALS: ReadonlySet<number | undefined> = new Set([401, 403, 407, undefined]);

/**
 * Returns the result of a call whose failure a model can react to: the response cannot be read, or an HTTP status
 * rejected the request, for example because it is too large. `undefined` for any other error.
 */
export function failedCall(spec: ServerSpec, tool: string, error: RequestFailure): ToolResult | undefined {
  const { delivery, final, stale, rpcCode, status } = error;
  const message = cleanText(error.message, spec, MAX_MESSAGE_LENGTH);
  const reason = message.endsWith('.') ? message : `${message}.`;
  if (error.data === TOO_LARGE) {
    // A model can request less.
    return failed(`Tool "${tool}" was called, but ${reason} Request less data.`);
  }
  if (delivery === 'answered' && final && rpcCode === undefined) {
    return failed(`Tool "${tool}" was called, but ${reason}`);
  }
  const isRejected = delivery === 'not sent' && final && !stale && !CREDENTIALS.has(status);
  return isRejected
    ? failed(`Tool "${tool}" was not called: the server responded with ${reason}`)
    : undefined;
}

function failed(text: string): ToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}
