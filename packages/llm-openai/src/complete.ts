import type { ActivityContext } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { sendable } from '@mcp-agent/provider-utils';
import { azureTarget } from './azure-service.ts';
import { azureClient, openAIClient } from './client.ts';
import { openAITarget } from './openai-service.ts';
import { ask } from './ask.ts';

/** Sends a request to OpenAI or an OpenAI-compatible service. */
export async function completeOpenAI(
  request: ModelRequest,
  context: ActivityContext,
  emit?: (event: ModelEvent) => void,
): Promise<ModelResponse> {
  const target = openAITarget(sendable(request), context.settings);
  const api = await (await context.resource(openAIClient)).of(target.name);
  return ask(target, api, context, emit);
}

/** Sends a request to Azure. */
export async function completeAzure(
  request: ModelRequest,
  context: ActivityContext,
  emit?: (event: ModelEvent) => void,
): Promise<ModelResponse> {
  const target = azureTarget(sendable(request), context.settings);
  const api = await (await context.resource(azureClient)).of(target.name);
  return ask(target, api, context, emit);
}
