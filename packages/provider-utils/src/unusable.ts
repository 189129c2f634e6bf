import type { Usage } from '@mcp-agent/core';
import type { ModelError } from '@mcp-agent/core/errors';
import type { Asking } from './ask.ts';
import { withoutSecrets } from './secrets.ts';
import { requestError, type Service } from './service.ts';

/** An unusable response: the reason, and whether a retry could succeed. */
export interface Unusable {
  /** The reason and, on the next line, what to do; worded to follow "the model failed:". */
  readonly fault: string;
  readonly final: boolean;
  /** Tokens that the response used, if the service reported them. */
  readonly usage?: Usage;
  /** The reason as a property of the error. */
  readonly reason?: ModelError['reason'];
}

/** The stream ended before the response was complete. */
export const CUT: Unusable = {
  fault: 'the stream ended before the response was complete.',
  final: false,
};

/** The response has no text and no tool call. */
export const EMPTY: Unusable = { fault: 'the response has no text and no tool call.', final: false };

/** The token limit was reached before the response started. */
export const SPENT: Unusable = {
  fault:
    'it reached the token limit before the answer started.\nRaise maxTokens, or lower the reasoning effort.',
  final: true,
};

/** The service reported that it could not complete the answer, without a reason: a finish reason `error`. */
export const BROKEN: Unusable = {
  fault: 'the service ended the response with an error before it was complete.',
  final: false,
};

/** A content filter stopped the response, which is discarded. */
export const FILTERED: Unusable = {
  fault: 'a content filter stopped the response.\nRephrase the request.',
  final: true,
};

/** Creates the error for a successful response that is unusable. */
export function unusableError(
  { fault, final, usage, reason }: Unusable,
  service: Service,
  known: Pick<Asking, 'requestId' | 'usage'>,
): ModelError {
  return requestError(service, `: ${withoutSecrets(fault, service)}`, {
    requestId: known.requestId,
    final,
    usage: usage ?? known.usage,
    ...(reason !== undefined && { reason }),
  });
}
