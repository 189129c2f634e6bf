import { ModelError } from '@mcp-agent/core/errors';
import { withoutSecrets } from './secrets.ts';
import type { Service } from './service.ts';

/** An answer that is none: why, and whether the same request may be answered better. */
export interface Unusable {
  /** Follows "the model was asked, and". */
  readonly fault: string;
  readonly final: boolean;
}

/** A stream that ended before the answer did. */
export const CUT: Unusable = {
  fault: 'its answer broke off: the stream ended before the answer did.',
  final: false,
};

/** No text and no tool call. */
export const EMPTY: Unusable = { fault: 'its answer is empty: no text and no tool call.', final: false };

/** The limit of tokens was reached before the answer began. */
export const SPENT: Unusable = {
  fault:
    'it used all the tokens that it may use before it wrote an answer. Raise maxTokens, or lower the reasoning effort.',
  final: true,
};

/**
 * The service answered with success, and what it sent is no answer.
 *
 * @param requestId the service's id for the request, where it gave one
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
