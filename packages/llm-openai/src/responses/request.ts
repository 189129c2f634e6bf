import type { Settings } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool, OutputForm } from '@mcp-agent/core/provider';
import type {
  FunctionTool,
  ResponseCreateParamsNonStreaming,
  ResponseFormatTextJSONSchemaConfig,
} from 'openai/resources/responses/responses';
import { effortFor, formSchema, mayReason, toolSchema } from '../params.ts';
import { toInput } from './input.ts';

/**
 * Converts a request to a Responses API request. The service stores nothing: the workflow holds the conversation,
 * including the model's reasoning.
 */
export function toResponsesRequest(
  request: ModelRequest,
  model: string,
  settings: Settings['openai'] = {},
): ResponseCreateParamsNonStreaming {
  const { params, tools, output } = request;
  const { maxTokens, temperature, metadata, strict, parallelToolCalls } = params;
  const effort = effortFor(request, model, settings.reasoningEffort);
  return {
    model,
    input: toInput(request.messages),
    store: false,
    ...(mayReason(model) && { include: ['reasoning.encrypted_content'] }),
    ...(tools.length > 0 && { tools: tools.map((tool) => toTool(tool, strict)) }),
    ...(tools.length > 0 && parallelToolCalls === false && { parallel_tool_calls: false }),
    ...(output !== undefined && { text: { format: toFormat(output, strict) } }),
    ...(maxTokens !== undefined && { max_output_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(effort !== undefined && { reasoning: { effort } }),
    ...(metadata !== undefined && { metadata: { ...metadata } }),
    ...(settings.user !== undefined && { user: settings.user }),
  };
}

function toTool({ name, tool }: OfferedTool, strictRequested: boolean | undefined): FunctionTool {
  const { schema, strict } = toolSchema(tool.inputSchema, strictRequested);
  return {
    type: 'function',
    name,
    ...(tool.description !== undefined && { description: tool.description }),
    parameters: { ...schema },
    strict,
  };
}

function toFormat(
  { name, schema: form }: OutputForm,
  strictRequested: boolean | undefined,
): ResponseFormatTextJSONSchemaConfig {
  const { schema, strict } = formSchema(form, strictRequested);
  return { type: 'json_schema', name, schema: { ...schema }, strict };
}
