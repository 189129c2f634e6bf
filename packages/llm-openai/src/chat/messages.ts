import {
  type AssistantMessage,
  type ContentPart,
  type JsonObject,
  type Message,
  textOf,
  type ToolMessage,
} from '@mcp-agent/core';
import { sendableId } from '../call-ids.ts';
import type { Owner } from '../kept-data.ts';
import type { Profile } from '../profiles/profile.ts';
import { keptIn } from './kept.ts';
import { mediaPart, toChatPart } from './parts.ts';

/** The service to which messages are sent. */
export interface ChatService {
  readonly profile: Profile;
  readonly owner: Owner;
}

/** Converts a conversation to Chat Completions messages. */
export function toChatMessages(messages: readonly Message[], service: ChatService): JsonObject[] {
  const { profile } = service;
  const chat: JsonObject[] = [];
  let media: JsonObject[] = [];
  const pushMedia = (): void => {
    if (media.length > 0) chat.push({ role: 'user', content: media });
    media = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') pushMedia();
    switch (message.role) {
      case 'system':
        chat.push({ role: profile.systemRole, content: message.content });
        break;
      case 'user':
        chat.push({ role: 'user', content: toContent(message.content, profile) });
        break;
      case 'assistant':
        chat.push(...toAssistantMessage(message, service));
        break;
      case 'tool':
        chat.push(toToolMessage(message, profile));
        if (!profile.imagesInToolResults) media.push(...mediaOf(message, profile));
    }
  }
  pushMedia();
  return chat;
}

function toContent(content: readonly ContentPart[], profile: Profile): string | JsonObject[] {
  // All OpenAI-compatible services support plain text.
  if (content.every((part) => mediaPart(part, profile) === undefined)) return textOf(content);
  return content.map((part) => toChatPart(part, profile));
}

/** Services reject a message without text and calls. */
function toAssistantMessage(message: AssistantMessage, { profile, owner }: ChatService): JsonObject[] {
  const { text, toolCalls } = message;
  const kept = keptIn(message, owner);
  const { reasoning } = profile;
  const isSent = reasoning === 'always' || (reasoning !== 'never' && toolCalls.length > 0);
  const thinking = isSent ? kept.thinking : [];
  const { extra_content: extra, ...thoughts } = kept.message;
  if (text === '' && toolCalls.length === 0) return [];
  const plain = text === '' && toolCalls.length > 0 ? null : text;
  return [
    {
      role: 'assistant',
      content:
        thinking.length === 0 ? plain : [...thinking, ...(text === '' ? [] : [{ type: 'text', text }])],
      // The service requires the field also in messages of other services.
      ...(reasoning === 'required' && toolCalls.length > 0 && { reasoning_content: '' }),
      ...(isSent && thoughts),
      ...(extra !== undefined && { extra_content: extra }),
      ...(toolCalls.length > 0 && {
        tool_calls: toolCalls.map((call, index) => ({
          id: idOf(call.id, profile),
          type: 'function',
          function: { name: call.name, arguments: JSON.stringify(call.arguments) },
          ...(kept.calls[index] ?? missingSignature(profile, index)),
        })),
      }),
    },
  ];
}

/**
 * Gemini 3 rejects the first call of a message without a signature, unless it has this one, for calls of other models:
 * https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function missingSignature({ name }: Profile, index: number): JsonObject {
  if (name !== 'gemini' || index > 0) return {};
  return { extra_content: { google: { thought_signature: 'skip_thought_signature_validator' } } };
}

/** OpenAI has no field for a failed tool call, so the text reports it. */
function toToolMessage({ toolCallId, content, isError }: ToolMessage, profile: Profile): JsonObject {
  const output = textOf(content);
  const words = isError ? `The tool failed: ${output}` : output;
  const media = profile.imagesInToolResults ? mediaIn(content, profile) : [];
  return {
    role: 'tool',
    tool_call_id: idOf(toolCallId, profile),
    content: media.length === 0 ? words : [{ type: 'text', text: words }, ...media],
  };
}

function idOf(id: string, { callIds }: Profile): string {
  return sendableId(id, callIds === 'nine' ? 9 : 40);
}

/**
 * Returns the media of a tool result. A tool message allows only text, so a user message after it carries the media.
 */
function mediaOf({ toolCallId, content }: ToolMessage, profile: Profile): JsonObject[] {
  const media = mediaIn(content, profile);
  if (media.length === 0) return [];
  return [{ type: 'text', text: `Media returned by tool call ${toolCallId}:` }, ...media];
}

function mediaIn(content: readonly ContentPart[], profile: Profile): JsonObject[] {
  return content.map((part) => mediaPart(part, profile)).filter((part) => part !== undefined);
}
