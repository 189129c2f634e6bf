import {
  type AssistantMessage,
  type ContentPart,
  type Message,
  textOf,
  type ToolMessage,
} from '@mcp-agent/core';
import { isSupportedImage } from '@mcp-agent/provider-utils';
import type {
  ResponseInputImage,
  ResponseInputItem,
  ResponseInputText,
} from 'openai/resources/responses/responses';
import { piecesOf, toItem } from './thoughts.ts';

/** Converts a conversation to Responses API input. */
export function toInput(messages: readonly Message[]): ResponseInputItem[] {
  return messages.flatMap(itemsOf);
}

function itemsOf(message: Message): ResponseInputItem[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user':
      return [{ role: 'user', content: message.content.map(toPart) }];
    case 'tool':
      return [fromTool(message)];
    default:
      return fromAssistant(message);
  }
}

/** Converts text, calls and reasoning items, in their original order. */
function fromAssistant(message: AssistantMessage): ResponseInputItem[] {
  const { text, toolCalls } = message;
  const said: ResponseInputItem[] = text === '' ? [] : [{ role: 'assistant', content: text }];
  const calls = toolCalls.map(({ id, name, arguments: args }): ResponseInputItem => ({
    type: 'function_call',
    call_id: id,
    name,
    arguments: JSON.stringify(args),
  }));
  const ordered = piecesOf(message).flatMap((piece): ResponseInputItem[] => {
    if (piece === 'text') return said.splice(0);
    return piece === 'call' ? calls.splice(0, 1) : [toItem(piece)];
  });
  return [...ordered, ...said, ...calls];
}

/** OpenAI has no field for a failed tool call, so the text reports it. */
function fromTool({ toolCallId, content, isError }: ToolMessage): ResponseInputItem.FunctionCallOutput {
  const base = { type: 'function_call_output', call_id: toolCallId } as const;
  const failed = isError ? 'The tool failed: ' : '';
  if (content.some(isSupportedImage)) {
    const parts = content.map(toPart);
    return { ...base, output: isError ? [{ type: 'input_text', text: failed }, ...parts] : parts };
  }
  return { ...base, output: failed + (textOf(content) || '(The tool returned nothing.)') };
}

/** The Responses API does not accept audio: a note replaces it. */
function toPart(part: ContentPart): ResponseInputText | ResponseInputImage {
  if (!isSupportedImage(part)) return { type: 'input_text', text: textOf([part]) };
  return {
    type: 'input_image',
    detail: 'auto',
    image_url: `data:${part.mimeType};base64,${part.data}`,
  };
}
