import type { JsonObject, JsonValue, Settings } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { askOnce, askStreamed } from './ask.ts';
import { sendJson } from './json.ts';
import { sendEvents } from './stand-in.ts';
import { startWireServer } from './wire-server.ts';

const apiKey = 'sk-test-0123456789';
/** Settings of a service whose model answers. */
export const settingsFor = (baseUrl: string, more: JsonObject = {}): Settings => ({
  openai: { apiKey, baseUrl, defaultModel: 'a-model', ...more },
});

/** A chunk of a stream. */
export const chunk = (delta: JsonValue, reason: JsonValue = null, more: JsonObject = {}): JsonObject => ({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'a-model-1',
  choices: [{ index: 0, delta, finish_reason: reason }],
  ...more,
});

/** The answer of these events. */
export async function streamed(
  events: readonly JsonValue[],
  more: JsonObject = {},
): ReturnType<typeof askStreamed> {
  await using server = await startWireServer((res) => sendEvents(res, events));
  return await askStreamed(settingsFor(server.baseUrl, more));
}

/** The answer of this message. */
export async function whole(
  message: JsonObject,
  reason: JsonValue = 'stop',
  top: JsonObject = {},
): Promise<ModelResponse> {
  await using server = await startWireServer((res) =>
    sendJson(res, {
      id: 'c',
      model: 'a-model-1',
      choices: [{ index: 0, finish_reason: reason, message }],
      ...top,
    }),
  );
  return await askOnce(settingsFor(server.baseUrl));
}

/** A piece of a tool call. */
export function piece(
  index: number | undefined,
  id: string | undefined,
  name?: string,
  args?: JsonValue,
): JsonObject {
  return {
    ...(index !== undefined && { index }),
    ...(id !== undefined && { id }),
    function: { ...(name !== undefined && { name }), ...(args !== undefined && { arguments: args }) },
  };
}
