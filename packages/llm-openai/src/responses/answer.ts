import type { ModelResponse } from '@mcp-agent/core/provider';
import { distinctIds, EMPTY, readArguments, SPENT, type Unusable, usageOf } from '@mcp-agent/provider-utils';
import type { Response, ResponseOutputItem } from 'openai/resources/responses/responses';
import { FILTERED, notJson } from '../answer.ts';
import { thoughtsIn } from './thoughts.ts';

/**
 * Converts a Responses API response. Returns `Unusable` if it has no answer.
 *
 * @param response the service's response; may be anything if the URL is not a model service
 */
export function fromResponse(response: Response | string | null | undefined): ModelResponse | Unusable {
  if (typeof response !== 'object' || response === null) return notJson(response);
  if (response.error) return failed(response.error);
  if (!Array.isArray(response.output)) return NO_OUTPUT;
  const { usage } = response;
  const cutOff = response.incomplete_details?.reason === 'max_output_tokens';
  if (response.incomplete_details?.reason === 'content_filter') return FILTERED;
  const { text, refusal } = textIn(response.output);
  const distinct = distinctIds();
  const toolCalls = response.output
    .filter((item) => item.type === 'function_call')
    .map((call) => ({
      id: distinct(call.call_id),
      name: call.name,
      ...readArguments(call.arguments, cutOff),
    }));
  const answer = text || refusal;
  if (answer === '' && toolCalls.length === 0) return cutOff ? SPENT : EMPTY;
  const stopReason = cutOff ? 'max_tokens' : refusal === '' ? undefined : 'refusal';
  const providerData = thoughtsIn(response.output);
  return {
    text: answer,
    toolCalls,
    model: response.model,
    usage: usageOf(
      usage?.input_tokens,
      usage?.output_tokens,
      usage?.input_tokens_details?.cached_tokens,
      usage?.output_tokens_details?.reasoning_tokens,
    ),
    ...(stopReason !== undefined && { stopReason }),
    ...(providerData !== undefined && { providerData }),
  };
}

const NO_OUTPUT: Unusable = {
  fault:
    'the response has no "output". Check that the service supports the Responses API; most support only Chat Completions (openai.api: chat).',
  final: false,
};

/** Failures of the service, and failures without a code, are temporary; faults of the request are permanent. */
function failed({ code, message }: NonNullable<Response['error']>): Unusable {
  const isNamed = typeof code === 'string';
  const passing = ['server_error', 'rate_limit_exceeded', 'vector_store_timeout'];
  const final = isNamed && !passing.includes(code);
  return { fault: `${message}${isNamed ? ` (${code})` : ''}`, final };
}

function textIn(output: readonly ResponseOutputItem[]): { text: string; refusal: string } {
  const parts = output.filter((item) => item.type === 'message').flatMap(({ content }) => content);
  return {
    text: parts.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    refusal: parts.map((part) => (part.type === 'refusal' ? part.refusal : '')).join(''),
  };
}
