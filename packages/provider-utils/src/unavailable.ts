import { causesOf, type Facts } from './facts.ts';

/** Statuses of services and gateways that did not process a request, and can later. 529 is Anthropic's. */
const UNAVAILABLE_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 502, 503, 504, 529]);

/** Codes of the same errors within a response. Those with capitals are Google's. */
const UNAVAILABLE_CODES: readonly string[] = [
  'overloaded_error',
  'rate_limit_error',
  'rate_limit_exceeded',
  'service_unavailable',
  'RESOURCE_EXHAUSTED',
  'UNAVAILABLE',
];

/** Whether the service did not process the request because it is overloaded or away, if a retry can succeed. */
export function isUnavailable({ status, bodyStatus, codes }: Facts): boolean {
  const known = status ?? bodyStatus;
  if (known !== undefined) return UNAVAILABLE_STATUSES.has(known);
  return codes.some((code) => UNAVAILABLE_CODES.includes(code));
}

/** Error codes of connections that failed before a request was sent. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|UND_ERR_CONNECT_TIMEOUT)$/;

/** Whether a connection failed before the request was sent. */
export function isNotSent(failure: unknown): boolean {
  return causesOf(failure).some((error) => {
    // A host with several addresses.
    if (error instanceof AggregateError && error.errors.some(isNotSent)) return true;
    return 'code' in error && typeof error.code === 'string' && NOT_SENT.test(error.code);
  });
}
