import type { ActivityContext } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { askService } from '@mcp-agent/provider-utils';
import { fromAnswer } from './answer.ts';
import { toRequest } from './request.ts';
import { anthropicClient, anthropicService } from './service.ts';
import { gatherAnswer } from './stream.ts';

/**
 * Sends a request to Anthropic's Messages API. Always streams the response: proxies cut long responses that do not
 * stream.
 */
export async function complete(
  request: ModelRequest,
  context: ActivityContext,
  emit: (event: ModelEvent) => void = () => {},
): Promise<ModelResponse> {
  const service = anthropicService(request, context.settings);
  const api = await (await context.resource(anthropicClient)).of(undefined);
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
  return askService(service, context, async (asking) => {
    const body = toRequest(request, service.model, transformJSONSchema);
    const events = await asking.receive(api.messages.create(body, { signal: asking.signal }));
    return fromAnswer(await gatherAnswer(events, emit));
  });
}
