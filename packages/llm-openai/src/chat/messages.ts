import {
  type AssistantMessage,
  type ContentPart,
  type Message,
  textOf,
  type ToolMessage,
} from '@mcp-agent/core';
import type { MediaPart } from '@mcp-agent/core/provider';
import { isSupportedImage } from '@mcp-agent/provider-utils';
import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
  ChatCompletionToolMessageParam,
  ChatCompletionUserMessageParam,
} from 'openai/resources/chat/completions';

const AUDIO_FORMATS: Readonly<Record<string, 'mp3' | 'wav'>> = {
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
};

/** Converts a conversation to Chat Completions messages. */
export function toChatMessages(messages: readonly Message[]): ChatCompletionMessageParam[] {
  const chat: ChatCompletionMessageParam[] = [];
  let media: ChatCompletionContentPart[] = [];
  const pushMedia = (): void => {
    if (media.length > 0) chat.push({ role: 'user', content: media });
    media = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') pushMedia();
    switch (message.role) {
      case 'system':
        chat.push({ role: 'system', content: message.content });
        break;
      case 'user':
        chat.push(toUserMessage(message.content));
        break;
      case 'assistant':
        chat.push(toAssistantMessage(message));
        break;
      case 'tool':
        chat.push(toToolMessage(message));
        media.push(...mediaOf(message));
    }
  }
  pushMedia();
  return chat;
}

function toUserMessage(content: readonly ContentPart[]): ChatCompletionUserMessageParam {
  // All OpenAI-compatible services support plain text.
  if (content.every((part) => part.type === 'text')) return { role: 'user', content: textOf(content) };
  return { role: 'user', content: content.map(toPart) };
}

function toAssistantMessage({ text, toolCalls }: AssistantMessage): ChatCompletionAssistantMessageParam {
  if (toolCalls.length === 0) return { role: 'assistant', content: text };
  return {
    role: 'assistant',
    content: text === '' ? null : text,
    tool_calls: toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: JSON.stringify(call.arguments) },
    })),
  };
}

/** OpenAI has no field for a failed tool call, so the text reports it. */
function toToolMessage({ toolCallId, content, isError }: ToolMessage): ChatCompletionToolMessageParam {
  const text = textOf(content);
  const output = text === '' ? '(The tool returned nothing.)' : text;
  return { role: 'tool', tool_call_id: toolCallId, content: isError ? `The tool failed: ${output}` : output };
}

/**
 * Returns the media of a tool result. A tool message allows only text, so a user message after it carries the media.
 */
function mediaOf({ toolCallId, content }: ToolMessage): ChatCompletionContentPart[] {
  const media = content.filter((part) => part.type !== 'text').map(toPart);
  if (media.every((part) => part.type === 'text')) return [];
  return [{ type: 'text', text: `Media returned by tool call ${toolCallId}:` }, ...media];
}

function toPart(part: ContentPart): ChatCompletionContentPart {
  if (part.type === 'text') return { type: 'text', text: part.text };
  return (
    (part.type === 'file' || part.type === 'url' ? undefined : toMediaPart(part)) ?? {
      type: 'text',
      text: textOf([part]),
    }
  );
}

function toMediaPart(part: MediaPart): ChatCompletionContentPart | undefined {
  const { type, data, mimeType } = part;
  if (isSupportedImage(part))
    return { type: 'image_url', image_url: { url: `data:${mimeType};base64,${data}` } };
  if (type === 'image') return undefined;
  const format = AUDIO_FORMATS[mimeType];
  return format === undefined ? undefined : { type: 'input_audio', input_audio: { data, format } };
}
