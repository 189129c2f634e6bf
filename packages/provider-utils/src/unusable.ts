import { ModelError } from '@mcp-agent/core/errors';
import { withoutSecrets } from './secrets.ts';
import type { Service } from './service.ts';

/** An unusable response: the reason, and whether a retry could succeed. */
export interface Unusable {
  /** The reason, worded to follow "the model was asked, and". */
  readonly fault: string;
  readonly final: boolean;
}

/** The stream ended before the response was complete. */
export const CUT: Unusable = {
  fault: 'its answer broke off: the stream ended before the answer did.',
  final: false,
};

/** The response has no text and no tool call. */
export const EMPTY: Unusable = { fault: 'its answer is empty: no text and no tool call.', final: false };

/** The token limit was reached before the response started. */
export const SPENT: Unusable = {
  fault:
    'it used all the tokens that it may use before it wrote an answer. Raise maxTokens, or lower the reasoning effort.',
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
  const { provider, model, baseUrl } = service;
  return new ModelError(
    withoutSecrets(`${model} at ${new URL(baseUrl).origin} was asked, and ${fault}`, service),
    {
      provider,
      model,
      ...(requestId !== undefined && { requestId }),
      ...(final && { nonRetryable: true }),
    },
  );
}
