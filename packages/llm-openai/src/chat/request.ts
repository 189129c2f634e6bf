import type { Settings } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool, OutputForm } from '@mcp-agent/core/provider';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import type { ResponseFormatJSONSchema } from 'openai/resources/shared';
import { effortFor, formSchema, toolSchema } from '../params.ts';
import { toChatMessages } from './messages.ts';

/** Converts a request to a Chat Completions request. */
export function toChatRequest(
  request: ModelRequest,
  model: string,
  settings: Settings['openai'] = {},
): ChatCompletionCreateParamsNonStreaming {
  const { params, tools, output } = request;
  const { maxTokens, temperature, stopSequences, metadata, strict, parallelToolCalls } = params;
  const effort = effortFor(request, model, settings.reasoningEffort);
  return {
    model,
    messages: toChatMessages(request.messages),
    ...(tools.length > 0 && { tools: tools.map((tool) => toChatTool(tool, strict)) }),
    ...(tools.length > 0 && parallelToolCalls === false && { parallel_tool_calls: false }),
    ...(output !== undefined && { response_format: toFormat(output, strict) }),
    ...(maxTokens !== undefined && { max_completion_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && stopSequences.length > 0 && { stop: [...stopSequences] }),
    ...(effort !== undefined && { reasoning_effort: effort }),
    ...(metadata !== undefined && { metadata: { ...metadata } }),
    ...(settings.user !== undefined && { user: settings.user }),
  };
}

function toChatTool({ name, tool }: OfferedTool, strictRequested: boolean | undefined): ChatCompletionTool {
  const { schema, strict } = toolSchema(tool.inputSchema, strictRequested);
  return {
    type: 'function',
    function: {
      name,
      ...(tool.description !== undefined && { description: tool.description }),
      parameters: { ...schema },
      ...(strict && { strict }),
    },
  };
}

function toFormat(
  { name, schema: form }: OutputForm,
  strictRequested: boolean | undefined,
): ResponseFormatJSONSchema {
  const { schema, strict } = formSchema(form, strictRequested);
  return { type: 'json_schema', json_schema: { name, schema: { ...schema }, strict } };
}
