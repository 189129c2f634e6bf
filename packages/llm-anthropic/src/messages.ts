import type { Anthropic } from '@anthropic-ai/sdk';
import {
  type AssistantMessage,
  type ContentPart,
  type Message,
  textOf,
  type ToolMessage,
} from '@mcp-agent/core';
import { isSupportedImage } from '@mcp-agent/provider-utils';
import { isThought } from './thoughts.ts';

type Block = Anthropic.ContentBlockParam;

/** Converts messages. Tool results have the user role, and consecutive user messages are merged. */
export function toMessages(messages: readonly Message[]): Anthropic.MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: Block[] }[] = [];
  for (const message of messages) {
    if (message.role === 'system') continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content =
      message.role === 'assistant'
        ? fromAssistant(message)
        : message.role === 'tool'
          ? [fromTool(message)]
          : message.content.map(toPart);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}

function fromAssistant({ text, toolCalls, providerData }: AssistantMessage): Block[] {
  const said: Block[] = text === '' ? [] : [{ type: 'text', text }];
  const calls = toolCalls.map((call): Block => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  }));
  const kept: readonly unknown[] =
    providerData?.provider === 'anthropic' && Array.isArray(providerData.data) ? providerData.data : [];
  // Thinking blocks keep their position among the other blocks.
  const blocks = kept.flatMap((one) => {
    if (isThought(one)) return [one];
    return one === 'text' ? said.splice(0) : calls.splice(0, 1);
  });
  return [...blocks, ...said, ...calls];
}

function fromTool({ toolCallId, content, isError }: ToolMessage): Anthropic.ToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: toolCallId,
    ...(content.length > 0 && { content: content.map(toPart) }),
    ...(isError && { is_error: true }),
  };
}

/** Passes supported images on and replaces other media by a text note. */
function toPart(part: ContentPart): Anthropic.TextBlockParam | Anthropic.ImageBlockParam {
  if (!isSupportedImage(part)) return { type: 'text', text: textOf([part]) };
  return { type: 'image', source: { type: 'base64', media_type: part.mimeType, data: part.data } };
}
