import {
  type AssistantMessage,
  type ContentPart,
  type JsonObject,
  type Message,
  textOf,
  type ToolCall,
  type ToolMessage,
} from '@mcp-agent/core';
import { isDocument, isSupportedImage } from '@mcp-agent/provider-utils';
import { sendableId } from '../call-ids.ts';
import { dataUrl, fileName } from '../chat/parts.ts';
import type { Owner } from '../kept-data.ts';
import type { Profile } from '../profiles/profile.ts';
import { type KeptItem, keptItemsIn } from './items.ts';

/** Converts a conversation to Responses API input. */
export function toInput(messages: readonly Message[], profile: Profile, owner: Owner): JsonObject[] {
  const custom = new Set<string>();
  return messages.flatMap((message): JsonObject[] => {
    switch (message.role) {
      case 'system':
        return [{ role: profile.systemRole, content: message.content }];
      case 'user':
        return [{ role: 'user', content: message.content.map((part) => toPart(part, profile)) }];
      case 'tool':
        return [fromTool(message, custom.has(message.toolCallId), profile)];
      default:
        return fromAssistant(message, owner, custom);
    }
  });
}

/** Converts text, calls and other items, in their original order. */
function fromAssistant(message: AssistantMessage, owner: Owner, custom: Set<string>): JsonObject[] {
  const calls = [...message.toolCalls];
  let { text } = message;
  const kept = keptItemsIn(message, owner);
  const ordered: readonly KeptItem[] =
    kept.length > 0
      ? kept
      : [{ kind: 'text', length: text.length }, ...calls.map(() => ({ kind: 'call' }) as const)];
  return ordered.flatMap((item): JsonObject[] => {
    if (item.kind === 'item') return [item.item];
    if (item.kind === 'text') {
      const content = text.slice(0, item.length);
      text = text.slice(item.length);
      if (content === '') return [];
      return [{ role: 'assistant', content, ...(item.phase !== undefined && { phase: item.phase }) }];
    }
    const call = calls.shift();
    if (call === undefined) return [];
    if (item.isCustom) custom.add(call.id);
    return [item.isCustom ? customCall(call) : functionCall(call)];
  });
}

function functionCall({ id, name, arguments: args }: ToolCall): JsonObject {
  return { type: 'function_call', call_id: sendableId(id, 64), name, arguments: JSON.stringify(args) };
}

function customCall({ id, name, arguments: args }: ToolCall): JsonObject {
  const input = Object.keys(args).length === 0 ? '' : JSON.stringify(args);
  return { type: 'custom_tool_call', call_id: sendableId(id, 64), name, input };
}

/** OpenAI has no field for a failed tool call, so the text reports it. */
function fromTool(
  { toolCallId, content, isError }: ToolMessage,
  isCustom: boolean,
  profile: Profile,
): JsonObject {
  const base = {
    type: isCustom ? 'custom_tool_call_output' : 'function_call_output',
    call_id: sendableId(toolCallId, 64),
  };
  const failed = isError ? 'The tool failed: ' : '';
  const parts = content.map((part) => toPart(part, profile));
  if (parts.some(({ type }) => type !== 'input_text')) {
    return { ...base, output: isError ? [{ type: 'input_text', text: failed }, ...parts] : parts };
  }
  return { ...base, output: failed + textOf(content) };
}

/** The Responses API does not accept audio: a note replaces it. */
function toPart(part: ContentPart, { images, files }: Profile): JsonObject {
  const note = { type: 'input_text', text: textOf([part]) };
  const image = (url: string): JsonObject =>
    images === 'none' ? note : { type: 'input_image', detail: 'auto', image_url: url };
  switch (part.type) {
    case 'image':
      return isSupportedImage(part) ? image(dataUrl(part)) : note;
    case 'file':
      if (files === 'none' || !isDocument(part.mimeType)) return note;
      return { type: 'input_file', filename: fileName(part), file_data: dataUrl(part) };
    case 'url':
      if (part.mimeType.startsWith('image/')) return image(part.url);
      return files === 'none' || !isDocument(part.mimeType)
        ? note
        : { type: 'input_file', file_url: part.url };
    default:
      return note;
  }
}
