import type { JsonObject, RequestParams, ToolChoice } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool } from '@mcp-agent/core/provider';
import type { ChatService } from '../chat/messages.ts';
import { mayReason } from '../profiles/openai-models.ts';
import { parameterFields } from '../profiles/parameters.ts';
import type { Profile } from '../profiles/profile.ts';
import { answerSchema, legalFunction } from '../schemas.ts';
import { serviceToolsOf } from '../service-tools.ts';
import { toInput } from './input.ts';

/**
 * Converts a request to the body of a Responses API request. By default, the service stores nothing: the workflow holds
 * the conversation, including the model's reasoning.
 *
 * @param isJson whether the answer is any JSON object, whose schema the service does not receive
 */
export function toResponsesBody(
  request: ModelRequest,
  model: string,
  { profile, owner }: ChatService,
  isJson: boolean,
): JsonObject {
  const { params, output } = request;
  const tools = [
    ...request.tools.map((tool) => toTool(tool, params, profile)),
    ...serviceToolsOf(params, profile),
  ];
  const { toolChoice } = params;
  return {
    model,
    input: toInput(request.messages, profile, owner),
    ...(mayReason(model) && { include: ['reasoning.encrypted_content'] }),
    ...(tools.length > 0 && { tools }),
    ...(tools.length > 0 && toolChoice !== undefined && { tool_choice: toChoice(toolChoice) }),
    ...(output !== undefined && {
      text: { format: isJson ? { type: 'json_object' } : toFormat(output, params, profile) },
    }),
    ...parameterFields(params, profile, tools.length > 0),
  };
}

function toTool({ name, tool }: OfferedTool, params: RequestParams, profile: Profile): JsonObject {
  const { schema, strict, description } = legalFunction(tool, params.strict, profile);
  return {
    type: 'function',
    name,
    ...(description !== undefined && { description }),
    parameters: schema,
    strict,
  };
}

function toFormat(
  { name, schema: form }: NonNullable<ModelRequest['output']>,
  params: RequestParams,
  profile: Profile,
): JsonObject {
  const { schema, strict } = answerSchema(form, params.strict, profile);
  return { type: 'json_schema', name, schema, strict };
}

function toChoice(choice: ToolChoice): string | JsonObject {
  return typeof choice === 'string' ? choice : { type: 'function', name: choice.tool };
}
