import type { ChatCompletionRequest, ChatMessage, FixtureResponse } from '@copilotkit/aimock';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { isJsonObject } from '@mcp-agent/core/host';
import type { StandInMessage, StandInRequest, StandInTool } from './request.ts';
import type { StandInTurn } from './turn.ts';

/** Converts a request of aimock to the form that scripts receive. */
export function readRequest(request: ChatCompletionRequest): Omit<StandInRequest, 'attempt'> {
  const { _endpointType, _context, ...body } = request;
  const messages = request.messages.map(readMessage);
  return {
    model: request.model,
    messages,
    tools: (request.tools ?? []).map((tool): StandInTool => ({
      name: tool.function.name,
      description: tool.function.description ?? '',
      parameters: objectOf(toJson(tool.function.parameters ?? {}, 'parameters')),
    })),
    turn: messages.filter(({ role }) => role === 'assistant').length,
    body: objectOf(toJson(body, 'body')),
  };
}

function readMessage({ role, content, tool_calls, tool_call_id }: ChatMessage): StandInMessage {
  const text = Array.isArray(content) ? content.map((part) => part.text ?? '').join('\n') : (content ?? '');
  return {
    role,
    text,
    toolCalls: (tool_calls ?? []).map((call) => ({ id: call.id, ...call.function })),
    ...(tool_call_id !== undefined && { toolCallId: tool_call_id }),
  };
}

/** Converts a turn to a response of aimock. A token counts as four characters. */
export function toAimockResponse(turn: StandInTurn, request: StandInRequest): FixtureResponse {
  if ('status' in turn) {
    const message = turn.message ?? `The script of the stand-in returns status ${turn.status}.`;
    return {
      status: turn.status,
      error: { message, type: 'stand_in_error', ...(turn.code !== undefined && { code: turn.code }) },
      ...(turn.retryAfterSeconds !== undefined && { retryAfter: turn.retryAfterSeconds }),
    };
  }
  const { text = '', toolCalls = [], finishReason } = turn;
  const calls = toolCalls.map((call, index) => ({
    id: call.id ?? `call_${request.turn}_${index}`,
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments),
  }));
  const input = tokens(JSON.stringify([request.body['messages'], request.body['tools'] ?? []]));
  const output = tokens(text + calls.map((call) => call.name + call.arguments).join(''));
  return {
    ...(calls.length === 0 ? { content: text } : { toolCalls: calls, ...(text !== '' && { content: text }) }),
    id: `chatcmpl-stand-in-${request.turn}`,
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    ...(finishReason !== undefined && { finishReason }),
  };
}

function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}

/** Returns a JSON object, or an empty one for any other value. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
