import { isContextLength } from './context-length.ts';
import type { Facts } from './facts.ts';
import type { Service } from './service.ts';

/** Codes of permanent errors: a retry cannot succeed. Those with capitals are Google's. */
const FINAL_CODES: ReadonlySet<string> = new Set([
  'authentication_error',
  'billing_error',
  'content_filter',
  'insufficient_quota',
  'invalid_api_key',
  'invalid_prompt',
  'invalid_request_error',
  'model_not_found',
  'not_found_error',
  'permission_error',
  'unsupported_value',
  'FAILED_PRECONDITION',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'PERMISSION_DENIED',
  'UNAUTHENTICATED',
]);

/** Whether a retry cannot succeed: 4xx except 408, 409, 425 and 429, or an error within a response with such a code. */
export function isFinal(facts: Facts): boolean {
  if (facts.final !== undefined) return facts.final;
  if (isOutOfCredit(facts) || isContextLength(facts)) return true;
  const asked = facts.headers?.get('x-should-retry');
  if (asked === 'true' || asked === 'false') return asked === 'false';
  const status = facts.status ?? facts.bodyStatus;
  if (status !== undefined) return status < 500 && ![408, 409, 425, 429].includes(status);
  return facts.codes.some((code) => FINAL_CODES.has(code));
}

/** Whether the account is out of credit. OpenAI reports this with status 429, although waiting does not help. */
function isOutOfCredit({ status, codes, message }: Facts): boolean {
  return (
    status === 402 ||
    codes.includes('insufficient_quota') ||
    codes.includes('billing_error') ||
    codes.includes('exceeded_current_quota_error') ||
    /credit balance is too low|insufficient[ _](?:account[ _])?(?:balance|credits|funds)\b/i.test(message)
  );
}

/** Appends advice for the user, if any is known, to the words of a service. */
export function withAdvice(words: string, facts: Facts, service: Service): string {
  const advice =
    facts.advise?.(service) ?? service.advise?.(facts.message, facts.status) ?? knownAdvice(facts, service);
  return advice === undefined ? words : onNextLine(words, advice);
}

/** Appends what to do to what failed: on a line of its own. */
export function onNextLine(words: string, advice: string): string {
  return words === '' ? advice : `${words}${/[.!?]$/.test(words) ? '' : '.'}\n${advice}`;
}

function knownAdvice(facts: Facts, service: Service): string | undefined {
  const { codes, message } = facts;
  const status = facts.status ?? facts.bodyStatus;
  const { model, where, baseUrl } = service;
  if (isContextLength(facts)) {
    return `The conversation exceeds the context window of ${model}. Start a new conversation (useHistory: false), let tools return less, or use a model with a larger context window.`;
  }
  if (isOutOfCredit(facts)) {
    return 'The account has no credit left, so the call is not retried. Add credit, or use the key of another account.';
  }
  if (codes.includes('content_filter')) return 'A content filter rejected the request. Rephrase it.';
  if (status === 401) return `The service rejected the API key. Check ${where.key}.`;
  if (status === 403) return `The API key has no access to ${model}. Use another key or another model.`;
  if (status === 404 && /model|deployment/i.test(`${codes.join(' ')} ${message}`)) {
    return `Set a model that the service has, in the request (model) or in ${where.model}.`;
  }
  if (status === 404 && baseUrl !== '') {
    const { origin, pathname } = new URL(baseUrl);
    return `The service has nothing at this URL: ${where.address} is ${origin}${pathname}. Check its path.`;
  }
  return undefined;
}
