import type { Facts } from './failure.ts';
import type { Service } from './service.ts';

/** Error codes of services for permanent errors: a retry cannot succeed. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'authentication_error',
  'billing_error',
  'content_filter',
  'context_length_exceeded',
  'invalid_prompt',
  'invalid_request_error',
  'not_found_error',
  'permission_error',
  'request_too_large',
]);

/** Whether an error within a response is permanent. */
export function isFinalCode(code: string | undefined): boolean {
  return code !== undefined && FINAL_CODES.has(code);
}

/** Whether the account is out of credit. OpenAI reports this with status 429, although waiting does not help. */
export function isOutOfCredit({ code, message }: Facts): boolean {
  return (
    code === 'insufficient_quota' || code === 'billing_error' || /credit balance is too low/i.test(message)
  );
}

/** Appends advice for the user, if any is known, to the words of a service. */
export function withAdvice(words: string, facts: Facts, service: Service): string {
  const advice = service.advise?.(facts.message) ?? knownAdvice(facts, service);
  return advice === undefined ? words : `${words}${/[.!?]$/.test(words) ? '' : '.'} ${advice}`;
}

function knownAdvice(facts: Facts, service: Service): string | undefined {
  const { status, code, message } = facts;
  const { model, where, baseUrl } = service;
  if (isTooLong(facts)) {
    return `The conversation exceeds the context window of ${model}. Start a new conversation (useHistory: false), let tools return less, or use a model with a larger context window.`;
  }
  if (isOutOfCredit(facts)) {
    return 'The account has no credit left, so the call is not retried. Add credit, or use the key of another account.';
  }
  if (code === 'content_filter') return 'A content filter rejected the request. Rephrase it.';
  if (status === 401) return `The service rejected the API key. Check ${where.key}.`;
  if (status === 403) return `The API key has no access to ${model}. Use another key or another model.`;
  if (status === 404 && /model|deployment/i.test(`${code ?? ''} ${message}`)) {
    return `Set a model that the service has, in the request (model) or in ${where.model}.`;
  }
  if (status === 404) {
    const { origin, pathname } = new URL(baseUrl);
    return `The service has nothing at this URL: ${where.address} is ${origin}${pathname}. Check its path.`;
  }
  return undefined;
}

function isTooLong({ status, code, message }: Facts): boolean {
  return (
    status === 413 ||
    code === 'context_length_exceeded' ||
    code === 'request_too_large' ||
    /maximum context length|context window|prompt is too long/i.test(message)
  );
}
