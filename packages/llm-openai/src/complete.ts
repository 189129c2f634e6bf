import type { ActivityContext, Settings } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { type Asking, askService, CUT, type Service, type Unusable } from '@mcp-agent/provider-utils';
import type { OpenAI } from 'openai';
import { azureService } from './azure-service.ts';
import { fromCompletion } from './chat/answer.ts';
import { toChatRequest } from './chat/request.ts';
import { gatherCompletion } from './chat/stream.ts';
import { azureClient, openAIClient } from './client.ts';
import { openAIService } from './openai-service.ts';
import { fromResponse } from './responses/answer.ts';
import { toResponsesRequest } from './responses/request.ts';
import { gatherResponse } from './responses/stream.ts';

type Emit = (event: ModelEvent) => void;

/** Everything needed to send a request. */
interface Question {
  readonly api: OpenAI;
  readonly service: Service;
  readonly request: ModelRequest;
  readonly settings: Settings['openai'];
  readonly emit: Emit | undefined;
}

/** Sends a request to OpenAI or an OpenAI-compatible service. */
export async function completeOpenAI(
  request: ModelRequest,
  context: ActivityContext,
  emit?: Emit,
): Promise<ModelResponse> {
  const service = openAIService(request, context.settings);
  const api = await (await context.resource(openAIClient)).of(undefined);
  const { openai: settings } = context.settings;
  const question: Question = { api, service, request, settings, emit };
  const ask = settings?.api === 'responses' ? askResponses : askChat;
  return askService(service, context, (asking) => ask(question, asking));
}

/** Sends a request to Azure. */
export async function completeAzure(
  request: ModelRequest,
  context: ActivityContext,
  emit?: Emit,
): Promise<ModelResponse> {
  const service = azureService(request, context.settings);
  const api = await (await context.resource(azureClient)).of(undefined);
  const question: Question = { api, service, request, settings: {}, emit };
  return askService(service, context, (asking) => askChat(question, asking));
}

async function askChat(
  { api, service, request, settings, emit }: Question,
  asking: Asking,
): Promise<ModelResponse | Unusable> {
  const { signal } = asking;
  const body = toChatRequest(request, service.model, settings);
  if (emit === undefined) {
    return fromCompletion(await asking.receive(api.chat.completions.create(body, { signal })));
  }
  const streamed = { ...body, stream: true, stream_options: { include_usage: true } } as const;
  const chunks = await asking.receive(api.chat.completions.create(streamed, { signal }));
  const completion = await gatherCompletion(chunks, emit);
  return completion === undefined ? CUT : fromCompletion(completion);
}

async function askResponses(
  { api, service, request, settings, emit }: Question,
  asking: Asking,
): Promise<ModelResponse | Unusable> {
  if ((request.params.stopSequences ?? []).length > 0) return NO_STOP_SEQUENCES;
  const { signal } = asking;
  const body = toResponsesRequest(request, service.model, settings);
  if (emit === undefined) {
    return fromResponse(await asking.receive(api.responses.create(body, { signal })));
  }
  const events = await asking.receive(api.responses.create({ ...body, stream: true }, { signal }));
  const response = await gatherResponse(events, emit);
  return response === undefined ? CUT : fromResponse(response);
}

const NO_STOP_SEQUENCES: Unusable = {
  fault: 'the Responses API does not support stopSequences. Omit them, or set openai.api to chat.',
  final: true,
};
