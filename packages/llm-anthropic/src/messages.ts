import type { Anthropic } from '@anthropic-ai/sdk';
import type { AssistantMessage, JsonObject, Message, ToolMessage } from '@mcp-agent/core';
import { type CallIds, callIds } from './legal-names.ts';
import { type PartBlock, toPart } from './parts.ts';
import { fromKept } from './replay.ts';

type Block = Anthropic.ContentBlockParam;

/** How the messages of a request are converted. */
export interface MessageContext {
  /** The name of the service in `services`. */
  readonly service: string | undefined;
  /** Whether the service is Anthropic's own, which rejects thinking without a signature. */
  readonly isAnthropic: boolean;
  /** Whether the thinking of earlier answers is sent back. */
  readonly keepsThinking: boolean;
  /** Converts the arguments of a tool call to the names that the service knows. */
  readonly toInput: (tool: string, input: JsonObject) => JsonObject;
}

/**
 * Converts messages without blank texts. Tool results have the user role, and consecutive messages of a role are
 * merged. The API rejects empty messages, and a conversation that starts with the assistant.
 */
export function toMessages(messages: readonly Message[], context: MessageContext): Anthropic.MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: Block[] }[] = [];
  const add = (role: 'user' | 'assistant', content: readonly Block[]): void => {
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content: [...content] });
  };
  const ids = callIds();
  for (const message of messages) {
    if (message.role === 'system') continue;
    if (message.role === 'assistant') {
      const content = fromAssistant(message, ids, context);
      if (content.length === 0) continue;
      if (turns.length === 0) add('user', [noText()]);
      add('assistant', content);
    } else add('user', message.role === 'tool' ? [fromTool(message, ids)] : message.content.map(toPart));
  }
  if (turns.length === 0) add('user', [noText()]);
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
    ...(content.length > 0 && { content: content.map(toPart) }),
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
