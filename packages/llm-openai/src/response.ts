import { randomUUID } from 'node:crypto';
import type { ModelResponse, Usage } from '@mcp-agent/core';
import type {
  ChatCompletion,
  ChatCompletionMessage,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { readArguments } from './arguments.ts';

/** An answer that is none: why, and whether the same request may be answered better. */
export interface UnusableAnswer {
  readonly fault: string;
  readonly final: boolean;
}

/** What came of a request that the service answered with success. */
export type ReadCompletion =
  | { readonly response: ModelResponse; readonly remark?: string }
  | { readonly unusable: UnusableAnswer };

/**
 * An answer of Chat Completions in neutral form. What is no answer is told apart, because an empty text in
 * its place would go unnoticed. A refusal is an answer: the model's own words why it gives no other.
 *
 * @param completion what the service sent; it may be anything, where the address is not a model service's
 */
export function fromCompletion(completion: ChatCompletion | string | null | undefined): ReadCompletion {
  if (typeof completion !== 'object' || completion === null) return { unusable: notJson(completion) };
  const choice = Array.isArray(completion.choices) ? completion.choices[0] : undefined;
  const { message } = choice ?? {};
  if (choice === undefined || message === undefined || message === null) {
    return { unusable: noChoice(completion) };
  }
  const cutOff = choice.finish_reason === 'length';
  const text = message.content || message.refusal || '';
  const toolCalls = readToolCalls(message, cutOff);
  if (choice.finish_reason === 'content_filter') return { unusable: FILTERED };
  if (text === '' && toolCalls.length === 0) return { unusable: cutOff ? SPENT : EMPTY };
  const remark = cutOff ? 'The answer reached its limit of tokens and is cut off.' : undefined;
  return {
    response: { text, toolCalls, model: completion.model, usage: usageOf(completion) },
    ...(remark !== undefined && { remark }),
  };
}

const FILTERED: UnusableAnswer = {
  fault: 'its content filter stopped the answer. Ask in other words.',
  final: true,
};

const SPENT: UnusableAnswer = {
  fault:
    'it used all the tokens that it may use before it wrote an answer. Raise maxTokens, or lower the reasoning effort.',
  final: true,
};

const EMPTY: UnusableAnswer = { fault: 'its answer is empty: no text and no tool call.', final: false };

function notJson(body: string | null | undefined): UnusableAnswer {
  const start = body === null || body === undefined ? 'nothing' : JSON.stringify(body.slice(0, 80));
  return {
    fault: `its answer is not JSON; it begins with ${start}. Does openai.baseUrl lead to a model service? Most end in /v1.`,
    final: true,
  };
}

/** Some gateways answer with success and an error inside. */
function noChoice(completion: object): UnusableAnswer {
  const error: unknown = 'error' in completion ? completion.error : undefined;
  const detail = error === undefined ? '' : `, and says ${JSON.stringify(error).slice(0, 300)}`;
  return { fault: `its answer holds no message (no "choices")${detail}.`, final: false };
}

function readToolCalls(message: ChatCompletionMessage, cutOff: boolean): ModelResponse['toolCalls'] {
  const taken = new Set<string>();
  return (message.tool_calls ?? []).map((call) => {
    // Each result is matched with its call by the id, which some services leave out or give twice.
    const id = !call.id || taken.has(call.id) ? `call_${randomUUID()}` : call.id;
    taken.add(id);
    return { id, ...readCall(call, cutOff) };
  });
}

function readCall(
  call: ChatCompletionMessageToolCall,
  cutOff: boolean,
): Omit<ModelResponse['toolCalls'][number], 'id'> {
  // Only functions are offered; a custom tool's input is a text, which is no JSON object.
  return call.type === 'custom'
    ? { name: call.custom.name, ...readArguments(call.custom.input, cutOff) }
    : { name: call.function.name, ...readArguments(call.function.arguments, cutOff) };
}

function usageOf({ usage }: ChatCompletion): Usage {
  return { inputTokens: usage?.prompt_tokens ?? 0, outputTokens: usage?.completion_tokens ?? 0 };
}
