import type { Anthropic } from '@anthropic-ai/sdk';
import type { ModelRequest } from '@mcp-agent/core/provider';
import type { Service } from '@mcp-agent/provider-utils';
import { withCache } from './cache.ts';
import type { MessageContext } from './message-context.ts';
import { toMessages } from './messages.ts';
import { isServiceTier } from './params.ts';
import { strictBudget, strictSchema, type Transform } from './strict.ts';
import { toThinking } from './thinking.ts';
import { type RequestTools, toolsInHistory, toServiceTool, toToolChoice, toTools } from './tools.ts';

/** Anthropic requires a token limit. All its models allow this one. */
const DEFAULT_MAX_TOKENS = 8_192;

/** A request of the Messages API, and the names of tool arguments in it. */
export interface MessagesRequest {
  readonly body: Anthropic.MessageCreateParamsStreaming;
  readonly names: RequestTools['names'];
}

/** How a request is converted. */
export interface RequestForm extends Pick<MessageContext, 'isAnthropic' | 'keepsThinking'> {
  readonly cachesPrompts: boolean;
  readonly transform: Transform;
}

/** Converts a request to a Messages API request. */
export function toRequest(
  { messages, tools: offered, params, output }: ModelRequest,
  { model, name: service }: Service,
  { isAnthropic, cachesPrompts, keepsThinking, transform }: RequestForm,
): MessagesRequest {
  const { maxTokens, temperature, topP, topK, stopSequences = [], serviceTier, extraBody } = params;
  const budget = strictBudget();
  const form = output === undefined ? undefined : strictSchema(output.schema, transform, budget);
  const { tools: own, names } = toTools(offered, params.strict === true ? { transform, budget } : undefined);
  const declared = [...own, ...(params.serviceTools ?? []).flatMap((tool) => toServiceTool(tool, model))];
  const historical = declared.length === 0 ? toolsInHistory(messages) : [];
  const choice = historical.length > 0 ? ({ type: 'none' } as const) : toToolChoice(params);
  const isForced = choice?.type === 'any' || choice?.type === 'tool';
  const { thinking, effort, tokens, isBudget } = toThinking(params, model, isForced, keepsThinking);
  const system = messages
    .flatMap((message) =>
      message.role === 'system' && message.content.trim() !== '' ? [message.content] : [],
    )
    .join('\n\n');
  const user = params.user ?? params.metadata?.['user_id'];
  const tools = [...declared, ...historical];
  const body: Anthropic.MessageCreateParamsStreaming = {
    model,
    stream: true,
    max_tokens: maxTokens === undefined ? DEFAULT_MAX_TOKENS + tokens : maxTokens + (isBudget ? tokens : 0),
    messages: toMessages(messages, {
      service,
      isAnthropic,
      keepsThinking,
      toInput: (tool, input) => names(tool)?.toService(input) ?? input,
    }),
    ...(system !== '' && { system }),
    ...(tools.length > 0 && { tools }),
    ...(tools.length > 0 && choice !== undefined && { tool_choice: choice }),
    ...((form !== undefined || effort !== undefined) && {
      output_config: {
        ...(form !== undefined && { format: { type: 'json_schema' as const, schema: form } }),
        ...(effort !== undefined && { effort }),
      },
    }),
    ...(thinking !== undefined && { thinking }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(topK !== undefined && { top_k: topK }),
    ...(isServiceTier(serviceTier) && { service_tier: serviceTier }),
    ...(stopSequences.length > 0 && { stop_sequences: [...stopSequences] }),
    ...(user !== undefined && { metadata: { user_id: user } }),
  };
  return { body: { ...withCache(body, params, cachesPrompts), ...extraBody }, names };
}
