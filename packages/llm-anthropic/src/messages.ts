import type { Anthropic } from '@anthropic-ai/sdk';
import type { AssistantMessage, Message, ToolMessage } from '@mcp-agent/core';
import { type CallIds, callIds } from '@mcp-agent/provider-utils';
import { type PartBlock, toPart } from './parts.ts';
import type { MessageContext } from './message-context.ts';
import { fromKept } from './replay.ts';
import { type Turn, withoutOrphans } from './server-calls.ts';

type Block = Anthropic.ContentBlockParam;

/**
 * Converts messages without blank texts. Tool results have the user role, and consecutive messages of a role are
 * merged. The API rejects empty messages, and a conversation that starts with the assistant.
 */
export function toMessages(messages: readonly Message[], context: MessageContext): Anthropic.MessageParam[] {
  const ids = callIds();
  const converted = messages.flatMap((message): Turn[] => {
    if (message.role === 'system') return [];
    if (message.role === 'assistant') {
      return [{ role: 'assistant', content: fromAssistant(message, ids, context) }];
    }
    const content = message.role === 'tool' ? [fromTool(message, ids)] : message.content.map(toPart);
    return [{ role: 'user', content }];
  });
  const turns: { role: Turn['role']; content: Block[] }[] = [];
  for (const { role, content } of withoutOrphans(converted)) {
    const last = turns.at(-1);
    if (content.length === 0) continue;
    if (last === undefined && role === 'assistant') turns.push({ role: 'user', content: [noText()] });
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content: [...content] });
  }
  if (turns.length === 0) turns.push({ role: 'user', content: [noText()] });
  return withoutTrailingSpace(turns);
}

/** Stands for a message before the first answer. */
const noText = (): PartBlock => ({ type: 'text', text: '(no text)' });

function fromAssistant(message: AssistantMessage, ids: CallIds, context: MessageContext): Block[] {
  const calls = message.toolCalls.map((call): Block => ({
    type: 'tool_use',
    id: ids.next(call.id),
    name: call.name,
    input: context.toInput(call.name, call.arguments),
  }));
  return fromKept(message, context, calls);
}

function fromTool(
  { toolCallId, content, isError }: ToolMessage,
  ids: CallIds,
): Anthropic.ToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: ids.of(toolCallId),
    content: content.map(toPart),
    ...(isError && { is_error: true }),
  };
}

/** The API rejects a conversation that ends with white space of the assistant. */
function withoutTrailingSpace(
  turns: readonly { readonly role: 'user' | 'assistant'; readonly content: Block[] }[],
): Anthropic.MessageParam[] {
  const last = turns.at(-1)?.content.at(-1);
  if (turns.at(-1)?.role === 'assistant' && last?.type === 'text') last.text = last.text.trimEnd();
  return [...turns];
}
