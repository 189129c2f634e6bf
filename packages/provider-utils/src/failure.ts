import { messageOf } from '@mcp-agent/core/provider';
import { ModelError } from '@mcp-agent/core/errors';
import { withAdvice, isFinalCode, isOutOfCredit } from './advice.ts';
import { retryAfterMs } from './retry-after.ts';
import { withoutSecrets } from './secrets.ts';
import { requestError, type Service } from './service.ts';

/** Facts about a service's error. The errors of the official clients have these fields. */
export interface Facts {
  readonly message: string;
  /** HTTP status. Not set if the error came within a response, or there was no response. */
  readonly status?: number | undefined;
  /** The service's error code: OpenAI's `code`, Anthropic's `type`. */
  readonly code?: string | undefined;
  readonly headers?: Pick<Headers, 'get'> | undefined;
  readonly requestId?: string | undefined;
  /** Whether the service reported the error; `false` for a connection failure. */
  readonly fromService: boolean;
}

/** Maximum number of characters of a service's message to quote. */
const MAX_QUOTE_LENGTH = 600;

/**
 * Converts the error of a request to a {@link ModelError}: permanent if a retry cannot succeed (4xx except 408, 409
 * and 429; out of credit), with the service's retry delay, its request ID, advice, and no secrets.
 *
 * @param failure the client's error, with `status`, `code` or `type`, and `headers` as in the clients of OpenAI and
 * Anthropic, or a connection error
 * @param requestId the service's request ID, if the response had started
 */
export function asModelError(failure: unknown, service: Service, requestId?: string): ModelError {
  if (ModelError.isInstance(failure)) return failure;
  const facts = factsOf(failure, requestId);
  if (facts.status !== undefined) return rejected(facts, facts.status, service);
  return facts.fromService ? failedWithin(facts, service) : unreachable(failure, service, facts.requestId);
}

function rejected(facts: Facts, status: number, service: Service): ModelError {
  const { requestId } = facts;
  const request = requestId === undefined ? '' : ` (request ${requestId})`;
  const words = quote(facts.message.replace(/^\d+ /, ''), service);
  const delay = retryAfterMs(facts.headers, Date.now());
  const final = (status < 500 && ![408, 409, 429].includes(status)) || isOutOfCredit(facts);
  const how = ` with HTTP status ${status}${request}: ${withAdvice(words, facts, service)}`;
  const retry = !final && delay !== undefined && { nextRetryDelayMs: delay };
  return requestError(service, how, { requestId, final, status, ...retry });
}

/** The service reported an error within a response. */
function failedWithin(facts: Facts, service: Service): ModelError {
  const final = isFinalCode(facts.code) || isOutOfCredit(facts);
  const how = ` during the response: ${withAdvice(quote(facts.message, service), facts, service)}`;
  return requestError(service, how, { requestId: facts.requestId, final });
}

/** The request failed, or the response was incomplete. */
function unreachable(failure: unknown, service: Service, requestId: string | undefined): ModelError {
  const how =
    ` before the response was complete: ${quote(reasonOf(failure), service)}. ` +
    `Check that the service is running, that ${service.where.address} is right, and that this machine can reach it.`;
  return requestError(service, how, { requestId, final: false });
}

function quote(text: string, service: Service): string {
  return withoutSecrets(text, service).slice(0, MAX_QUOTE_LENGTH);
}

function factsOf(failure: unknown, known: string | undefined): Facts {
  const fields = new Map<string, unknown>(
    failure instanceof Error
      ? ['status', 'code', 'type', 'headers', 'error', 'requestID'].map((name) => [
          name,
          Reflect.get(failure, name),
        ])
      : [],
  );
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [status, headers, error] = [fields.get('status'), fields.get('headers'), fields.get('error')];
  return {
    message: messageOf(failure),
    status: typeof status === 'number' ? status : undefined,
    code: text('code') ?? text('type'),
    headers: isHeaders(headers) ? headers : undefined,
    requestId: text('requestID') ?? known,
    fromService: error !== undefined && error !== null,
  };
}

/** Not `instanceof`: another copy of fetch has another `Headers` class. */
function isHeaders(value: unknown): value is Pick<Headers, 'get'> {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}

/** Returns the message of the innermost cause; the outer ones are only "Connection error." and "fetch failed". */
function reasonOf(failure: unknown): string {
  let reason = 'the connection failed';
  for (let error = failure, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth += 1) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    reason = [code, error.message].filter((text) => text !== '').join(': ') || reason;
  }
  return reason.replace(/\.$/, '');
}
