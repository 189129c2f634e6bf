import type { ContentPart, Message } from '@mcp-agent/core';
import { allowedName, type ModelRequest } from '@mcp-agent/core/provider';

/**
 * Returns a request without what services reject, and with it the whole conversation: blank texts, empty messages and
 * results, and tool names that the model made up, such as `functions.look`.
 */
export function sendable(request: ModelRequest): ModelRequest {
  return { ...request, messages: request.messages.map(sendableMessage) };
}

function sendableMessage(message: Message): Message {
  if (message.role === 'system') return message;
  if (message.role === 'user') {
    return { ...message, content: withoutBlanks(message.content, '(The message is empty.)') };
  }
  if (message.role === 'tool') {
    return { ...message, content: withoutBlanks(message.content, '(The tool returned nothing.)') };
  }
  return {
    ...message,
    text: isBlank(message.text) ? '' : message.text,
    toolCalls: message.toolCalls.map((call) => ({ ...call, name: allowedName(call.name) })),
  };
}

function withoutBlanks(content: readonly ContentPart[], words: string): readonly ContentPart[] {
  const parts = content.filter((part) => part.type !== 'text' || !isBlank(part.text));
  return parts.length > 0 ? parts : [{ type: 'text', text: words }];
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
