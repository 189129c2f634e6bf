import type {
  AssistantMessage,
  ContentPart,
  JsonValue,
  Message,
  NamedService,
  Settings,
} from '@mcp-agent/core';
import type { Wire } from './ask.ts';

/** Packages of the tests. */
export const COMPATIBLE = '@ai-sdk/openai-compatible';
export const ANTHROPIC = '@ai-sdk/anthropic';

export function settingsFor(name: string, wire: Wire): Settings {
  const one: NamedService = {
    provider: 'ai-sdk',
    package: name,
    apiKey: 'k',
    baseUrl: wire.origin,
    defaultModel: 'm',
  };
  return { services: { one } };
}

export const params: { readonly service: string } = { service: 'one' };

export function message(content: JsonValue[], stop = 'end_turn'): JsonValue {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm-1',
    content,
    stop_reason: stop,
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 2, cache_read_input_tokens: 3, cache_creation_input_tokens: 4 },
  };
}

export const CALLED: AssistantMessage = {
  id: 'a',
  role: 'assistant',
  text: '',
  toolCalls: [{ id: 'call_1', name: 'look', arguments: {}, repeatable: true }],
};

export function result(...content: ContentPart[]): Message {
  return { id: 't', role: 'tool', toolCallId: 'call_1', content, isError: false };
}
