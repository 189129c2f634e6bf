import { ModelError, type Settings } from '@mcp-agent/core';
import type { APIError } from 'openai';
import { baseUrlOf, withoutSecrets } from './credentials.ts';
import { retryAfterMs } from './retry-after.ts';
import type { UnusableAnswer } from './response.ts';

/** Whom a request asked. */
export interface Asked {
  readonly model: string;
  readonly settings: Settings;
}

const PROVIDER = 'openai';

/** As much of what a service says as an error repeats. */
const LONGEST_QUOTE = 600;

/** There is no key, or none that a request can carry. */
export function keyError(fault: string, { model }: Asked): ModelError {
  return new ModelError(
    `${fault} Set OPENAI_API_KEY in the environment of the process that runs activities, or openai.api_key in ` +
      'mcp_agent.secrets.yaml (settings: openai.apiKey). A service that asks for no key takes any text.',
    { provider: PROVIDER, model, nonRetryable: true },
  );
}

/** The address is none, or has a password in it, which no request may carry there. */
export function addressError({ model }: Asked): ModelError {
  return new ModelError(
    'openai.baseUrl (or OPENAI_BASE_URL) is not an http or https URL without a name and a password. ' +
      'Write it with its path, such as http://localhost:11434/v1; what else the service asks for goes into openai.defaultHeaders.',
    { provider: PROVIDER, model, nonRetryable: true },
  );
}

/** The service answered with success, and what it sent is no answer. */
export function unusableError(
  { fault, final }: UnusableAnswer,
  { model, settings }: Asked,
  requestId: string | undefined,
): ModelError {
  return new ModelError(
    withoutSecrets(`${model} at ${originOf(settings)} was asked, and ${fault}`, settings),
    {
      provider: PROVIDER,
      model,
      ...(requestId !== undefined && { requestId }),
      ...(final && { nonRetryable: true }),
    },
  );
}

/** The request did not come through, or the answer did not come back whole. */
export function connectionError(failure: unknown, { model, settings }: Asked): ModelError {
  const reason = withoutSecrets(reasonOf(failure), settings).slice(0, LONGEST_QUOTE);
  return new ModelError(
    `The model service at ${originOf(settings)} did not answer: ${reason}. ` +
      'Check that it runs, that openai.baseUrl is right, and that this machine may reach it.',
    { provider: PROVIDER, model },
  );
}

/** The service refused. What trying again cannot mend is final: 4xx, save 408, 409 and 429. */
export function statusError(failure: APIError<number, Headers>, asked: Asked): ModelError {
  const { status, requestID } = failure;
  const { model, settings } = asked;
  const said = withoutSecrets(failure.message.replace(/^\d+ /, ''), settings).slice(0, LONGEST_QUOTE);
  const advice = adviceFor(failure, asked);
  const delay = retryAfterMs(failure.headers, Date.now());
  const outOfCredit = status === 429 && failure.code === 'insufficient_quota';
  const final = (status < 500 && ![408, 409, 429].includes(status)) || outOfCredit;
  return new ModelError(
    `${originOf(settings)} answered ${status} to a request for ${model}: ${said}${advice === '' ? '' : ` ${advice}`}` +
      (requestID ? ` (request ${requestID})` : ''),
    {
      provider: PROVIDER,
      model,
      status,
      ...(requestID && { requestId: requestID }),
      ...(final && { nonRetryable: true }),
      ...(!final && delay !== undefined && { nextRetryDelayMs: delay }),
    },
  );
}

function adviceFor({ status, code, message }: APIError<number, Headers>, { model, settings }: Asked): string {
  if (code === 'context_length_exceeded' || /maximum context length|context window/i.test(message)) {
    return `The conversation is longer than ${model} can read. Ask in a new conversation (useHistory: false), let tools return less, or take a model that reads more.`;
  }
  if (code === 'insufficient_quota') {
    return 'The account has no credit left, so it is not tried again. Add credit, or use the key of another account.';
  }
  if (status === 401) {
    return 'The key was refused. Check OPENAI_API_KEY, or openai.api_key in mcp_agent.secrets.yaml.';
  }
  if (status === 403) return `The key may not use ${model} here.`;
  if (status === 404 && (code === 'model_not_found' || /model/i.test(message))) {
    return `Name a model that the service has: in the request (model), or in openai.defaultModel.`;
  }
  if (status === 404) {
    return `Nothing is at that address: openai.baseUrl is ${pathOf(settings)}, and most services want it to end in /v1.`;
  }
  return '';
}

/** The address as errors name it: without a path or a query, and without what may stand before an `@`. */
function originOf(settings: Settings): string {
  return new URL(baseUrlOf(settings)).origin;
}

function pathOf(settings: Settings): string {
  const { origin, pathname } = new URL(baseUrlOf(settings));
  return origin + pathname;
}

/** The innermost cause says what happened; those around it say "Connection error." and "fetch failed". */
function reasonOf(failure: unknown): string {
  let reason = 'the connection failed';
  for (let error = failure, depth = 0; error instanceof Error && depth < 8; error = error.cause, depth += 1) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    reason = [code, error.message].filter((text) => text !== '').join(': ') || reason;
  }
  return reason.replace(/\.$/, '');
}
