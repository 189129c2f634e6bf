import type { ModelError } from '@mcp-agent/core/errors';
import { withoutSecrets } from './secrets.ts';
import { requestError, type Service } from './service.ts';

/** An unusable response: the reason, and whether a retry could succeed. */
export interface Unusable {
  /** The reason and what to do, worded to follow "the model failed:". */
  readonly fault: string;
  readonly final: boolean;
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
    'it reached the token limit before the answer started. Raise maxTokens, or lower the reasoning effort.',
  final: true,
};

/**
 * Creates the error for a successful response that is unusable.
 *
 * @param requestId the service's request ID, if any
 */
export function unusableError(
  { fault, final }: Unusable,
  service: Service,
  requestId: string | undefined,
): ModelError {
  return requestError(service, `: ${withoutSecrets(fault, service)}`, { requestId, final });
}
