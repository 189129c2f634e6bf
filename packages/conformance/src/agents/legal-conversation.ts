import type { AssistantMessage, Message } from '@mcp-agent/core';

/**
 * Returns why a model service would reject a conversation, by the rules of the strictest: each tool call has one
 * result, in order and directly after the answer; a user message follows an answer; names and ids are valid.
 */
export function conversationProblem(messages: readonly Message[]): string | undefined {
  let open: string[] = [];
  let previous: Message | undefined;
  for (const [index, message] of messages.entries()) {
    const problem =
      follows(message, previous, open) ?? (message.role === 'assistant' ? badCall(message) : undefined);
    if (problem !== undefined) return `messages[${index}]: ${problem}`;
    if (message.role === 'tool') open = open.slice(1);
    if (message.role === 'assistant') open = message.toolCalls.map(({ id }) => id);
    previous = message;
  }
  if (open.length > 0) return `no result for the tool calls ${open.join(', ')}`;
  return previous?.role === 'assistant' && previous.stopReason !== 'pause'
    ? 'the last message is an answer'
    : undefined;
}

function follows(
  message: Message,
  previous: Message | undefined,
  open: readonly string[],
): string | undefined {
  if (message.role === 'tool') {
    return message.toolCallId === open[0]
      ? undefined
      : `a result for ${message.toolCallId}, which is not open`;
  }
  if (open.length > 0) return `no result for the tool calls ${open.join(', ')}`;
  if (message.role === 'system') return previous === undefined ? undefined : 'a system message in the middle';
  if (message.role === 'user') {
    return previous === undefined || previous.role === 'system' || previous.role === 'assistant'
      ? undefined
      : `a user message after a ${previous.role} message`;
  }
  const paused = previous?.role === 'assistant' && previous.stopReason === 'pause';
  return previous?.role === 'user' || previous?.role === 'tool' || paused
    ? undefined
    : 'an answer to nothing';
}

function badCall({ toolCalls }: AssistantMessage): string | undefined {
  const ids = new Set(toolCalls.map(({ id }) => id));
  if (ids.size < toolCalls.length || ids.has('')) return 'tool calls without an id of their own';
  const bad = toolCalls.find(({ name }) => !/^[\w-]{1,64}$/.test(name));
  return bad === undefined ? undefined : `the tool name "${bad.name}"`;
}
