import type { JsonObject } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { prepare } from '../ask.ts';
import { openAITarget } from '../openai-service.ts';
import type { OpenAISettings } from '../settings.ts';

/** The body of a request, as the provider sends it. */
export function bodyOf(request: ModelRequest, settings: OpenAISettings = {}): JsonObject {
  const openai = { apiKey: 'k', baseUrl: 'https://api.openai.com/v1', ...settings };
  return prepare(openAITarget(request, { openai }), new Set(), false).body;
}
