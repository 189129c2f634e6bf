import type { ActivityContext, ModelProvider, ModelRequest, ModelResponse } from '@mcp-agent/core';
import { openAIClient } from './client.ts';
import { apiKeyOf, baseUrlOf } from './credentials.ts';
import { addressError, type Asked, connectionError, keyError, statusError, unusableError } from './errors.ts';
import { modelOf, toChatRequest } from './request.ts';
import { fromCompletion } from './response.ts';

/** OpenAI's models, through Chat Completions, which services of many others speak as well. */
export const openAIProvider: ModelProvider = { name: 'openai', complete };

async function complete(request: ModelRequest, context: ActivityContext): Promise<ModelResponse> {
  const { settings } = context;
  const asked: Asked = { model: modelOf(request, settings), settings };
  check(asked);
  const { completion, requestId } = await ask(request, asked, context);
  const read = fromCompletion(completion);
  if ('unusable' in read) throw unusableError(read.unusable, asked, requestId);
  if (read.remark !== undefined) context.log('warn', read.remark, { model: asked.model });
  return read.response;
}

/** What is wrong with the settings is said before anything is sent. */
function check(asked: Asked): void {
  const apiKey = apiKeyOf(asked.settings);
  if (apiKey === undefined) throw keyError('There is no key for OpenAI.', asked);
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw keyError('The key for OpenAI has a character in it that no key has, such as a space.', asked);
  }
  if (!isHttpAddress(baseUrlOf(asked.settings))) throw addressError(asked);
}

function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

async function ask(request: ModelRequest, asked: Asked, context: ActivityContext) {
  const { api, APIError } = await context.resource(openAIClient);
  try {
    const { data, request_id } = await api.chat.completions
      .create(toChatRequest(request, asked.settings), { signal: context.signal })
      .withResponse();
    return { completion: data, requestId: request_id ?? undefined };
  } catch (failure) {
    // Who was told to stop says so with the engine's own reason, and not that the service failed.
    context.signal.throwIfAborted();
    if (failure instanceof APIError && failure.status !== undefined) throw statusError(failure, asked);
    throw connectionError(failure, asked);
  }
}
