import type { ActivityContext, StructuredMode } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  type Asking,
  askService,
  fromStructured,
  readErrorBody,
  responseErrorIn,
  sendable,
  toStructured,
  type Unusable,
  withDefaults,
} from '@mcp-agent/provider-utils';
import { fromAnswer, toUsage } from './answer.ts';
import { readEvents } from './events.ts';
import { enforcesSchema } from './models.ts';
import { checkParams } from './params.ts';
import { type MessagesRequest, toRequest } from './request.ts';
import { anthropicClient, anthropicService } from './service.ts';
import { gatherAnswer } from './stream.ts';
import { strictBudget, strictSchema, type Transform } from './strict.ts';

/**
 * Sends a request to Anthropic's Messages API or a compatible service. Always streams the response: proxies cut long
 * responses that do not stream.
 */
export async function complete(
  asked: ModelRequest,
  context: ActivityContext,
  emit: (event: ModelEvent) => void = () => {},
): Promise<ModelResponse> {
  const { service, settings, isAnthropic, cachesPrompts } = anthropicService(asked, context.settings);
  const request = withDefaults(asked, settings);
  const { params } = request;
  checkParams(params, service);
  const api = await (await context.resource(anthropicClient)).of(params.service);
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
  const { Stream } = await import('@anthropic-ai/sdk/streaming');
  const mode = modeOf(request, service.model, transformJSONSchema);
  const structured = sendable(toStructured(request, mode));
  const requestWith = (keepsThinking: boolean): MessagesRequest =>
    toRequest(structured, service, {
      isAnthropic,
      cachesPrompts,
      keepsThinking,
      transform: transformJSONSchema,
    });
  const { extraHeaders } = params;
  const send = async (
    { body, names }: MessagesRequest,
    asking: Asking,
  ): Promise<ModelResponse | Unusable> => {
    const options = { signal: asking.signal, ...(extraHeaders !== undefined && { headers: extraHeaders }) };
    const response = await api.messages.create(body, options).asResponse();
    asking.requestId = response.headers.get('request-id');
    const answer = await gatherAnswer(readEvents(response, Stream.rawEvents), emit, (usage) => {
      asking.usage = toUsage(usage);
    });
    const read = withNames(fromAnswer(answer, service, structured), names);
    return 'fault' in read ? read : fromStructured(read, request, mode);
  };
  return askService(service, context, async (asking) => {
    const full = requestWith(true);
    try {
      return await send(full, asking);
    } catch (failure) {
      const without = requestWith(false);
      const isSame = JSON.stringify(without.body) === JSON.stringify(full.body);
      if (isSame || !rejectsThinking(failure)) throw failure;
      context.log('warn', 'The service rejected the thinking of earlier answers, so it is sent without it.', {
        model: service.model,
      });
      return await send(without, asking);
    }
  });
}

/**
 * Whether a service rejected the thinking of earlier answers. It is bound to a model, an account, and all that precedes
 * it in the conversation, such as the instruction and the tools.
 */
function rejectsThinking(failure: unknown): boolean {
  const error = responseErrorIn(failure);
  const words = error?.status === 400 ? readErrorBody(error.body).message : '';
  return /thinking/i.test(words) && /signature|bound to|expected `|modified|must start with/i.test(words);
}

/** The first mode that the service supports: a tool cannot be forced while the model thinks. */
function modeOf({ output, params }: ModelRequest, model: string, transform: Transform): StructuredMode {
  if (params.structuredMode !== undefined || output === undefined) return params.structuredMode ?? 'schema';
  if (!enforcesSchema(model)) return params.reasoningEffort === undefined ? 'tool' : 'prompt';
  return strictSchema(output.schema, transform, strictBudget()) === undefined ? 'prompt' : 'schema';
}

/** Returns the answer with the arguments that the tools know. */
function withNames(
  answer: ModelResponse | Unusable,
  names: MessagesRequest['names'],
): ModelResponse | Unusable {
  if ('fault' in answer) return answer;
  const toolCalls = answer.toolCalls.map((call) => ({
    ...call,
    arguments: names(call.name)?.toTool(call.arguments) ?? call.arguments,
  }));
  return { ...answer, toolCalls };
}
