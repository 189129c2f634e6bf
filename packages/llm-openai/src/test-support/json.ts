import type { ServerResponse } from 'node:http';
import type { JsonValue } from '@mcp-agent/core';

/** Answers with JSON. */
export function sendJson(
  res: ServerResponse,
  body: JsonValue,
  status: number = 200,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** What Chat Completions answers, with one choice. */
export function completion(
  message: { content?: string | null; refusal?: string; tool_calls?: JsonValue },
  finishReason: string = 'stop',
): JsonValue {
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'gpt-4o-2024-08-06',
    choices: [
      { index: 0, finish_reason: finishReason, message: { role: 'assistant', content: null, ...message } },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  };
}

/** An error in OpenAI's form. */
export function errorBody(message: string, code: string | null = null): JsonValue {
  return { error: { message, type: 'invalid_request_error', param: null, code } };
}

/** A call of a function, as the model writes it. */
export function functionCall(name: string, args: string, id: string = 'call_1'): JsonValue {
  return { id, type: 'function', function: { name, arguments: args } };
}
