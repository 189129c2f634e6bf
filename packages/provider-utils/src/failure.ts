import { ModelError } from '@mcp-agent/core/errors';
import type { Asking } from './ask.ts';
import { isFinal, onNextLine, withAdvice } from './advice.ts';
import { isContextLength } from './context-length.ts';
import { causesOf, type Facts, factsOf } from './facts.ts';
import { delayOf, retryAfterMs } from './retry-after.ts';
import { waitFault } from './retry-limit.ts';
import { isNotSent, isUnavailable } from './unavailable.ts';
import { withoutSecrets } from './secrets.ts';
import { requestError, type Service } from './service.ts';

/** Maximum number of characters of a service's message to quote. */
const MAX_QUOTE_LENGTH = 600;

/**
 * Converts the error of a request to a {@link ModelError}: permanent if a retry cannot succeed, with the service's
 * retry delay, its request ID, advice, and no secrets.
 *
 * @param failure a `ResponseError`, the error of an official client, or a connection error
 * @param known what is known of the response, if it had started
 */
export function asModelError(failure: unknown, service: Service, known: Known = {}): ModelError {
  if (ModelError.isInstance(failure)) return failure;
  const facts = factsOf(failure, known.requestId ?? undefined);
  return facts.fromService
    ? reported(facts, service, known.usage)
    : unreachable(failure, service, { requestId: facts.requestId, usage: known.usage });
}

/** What a response reported before it failed. */
type Known = Pick<Asking, 'requestId' | 'usage'>;

/** The service reported an error. */
function reported(facts: Facts, service: Service, usage: Known['usage']): ModelError {
  const { requestId, status } = facts;
  const request = requestId === undefined ? '' : ` (request ${requestId})`;
  const where = status === undefined ? ' during the response' : ` with HTTP status ${status}${request}`;
  const words = withAdvice(quote(facts.message, service), facts, service);
  const now = Date.now();
  const permanent = isFinal(facts);
  const delay = permanent ? undefined : (retryAfterMs(facts.headers, now) ?? delayOf(facts.retryDelay, now));
  const fault = delay === undefined ? undefined : waitFault(delay, now, service);
  return requestError(service, `${where}: ${fault === undefined ? words : onNextLine(words, fault)}`, {
    requestId,
    usage,
    final: permanent || fault !== undefined,
    ...(status !== undefined && { status }),
    ...(isContextLength(facts) && { reason: 'context_length' }),
    // A response that had started has used tokens.
    unavailable: !permanent && fault === undefined && usage === undefined && isUnavailable(facts),
    ...(delay !== undefined && fault === undefined && { nextRetryDelayMs: delay }),
  });
}

/** The request failed, or the response was incomplete. */
function unreachable(failure: unknown, service: Service, known: Known): ModelError {
  const how =
    ` before the response was complete: ${quote(reasonOf(failure), service)}.\n` +
    `Check that the service is running, that ${service.where.address} is right, and that this machine can reach it.`;
  const { requestId, usage } = known;
  return requestError(service, how, { requestId, usage, final: false, unavailable: isNotSent(failure) });
}

function quote(text: string, service: Service): string {
  return withoutSecrets(text, service).slice(0, MAX_QUOTE_LENGTH);
}

/** Returns the message of the innermost cause; the outer ones are only "Connection error." and "fetch failed". */
function reasonOf(failure: unknown): string {
  const reasons = causesOf(failure).map((error) => {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    return [code, error.message].filter((text) => text !== '').join(': ');
  });
  return (reasons.findLast((reason) => reason !== '') ?? 'the connection failed').replace(/\.$/, '');
}
