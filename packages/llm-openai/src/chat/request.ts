import type { JsonObject, RequestParams, ToolChoice } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool } from '@mcp-agent/core/provider';
import { parameterFields } from '../profiles/parameters.ts';
import type { Profile } from '../profiles/profile.ts';
import { answerSchema, legalFunction } from '../schemas.ts';
import { serviceToolsOf } from '../service-tools.ts';
import { type ChatService, toChatMessages } from './messages.ts';

/**
 * Converts a request to the body of a Chat Completions request.
 *
 * @param isJson whether the answer is any JSON object, whose schema the service does not receive
 */
export function toChatBody(
  request: ModelRequest,
  model: string,
  service: ChatService,
  isJson: boolean,
): JsonObject {
  const { params, output } = request;
  const { profile } = service;
  const tools = [
    ...request.tools.map((tool) => toTool(tool, params, profile)),
    ...serviceToolsOf(params, profile),
  ];
  const { toolChoice } = params;
  return {
    model,
    messages: toChatMessages(request.messages, service),
    ...(tools.length > 0 && { tools }),
    ...(tools.length > 0 && toolChoice !== undefined && { tool_choice: toChoice(toolChoice) }),
    ...(output !== undefined && { response_format: isJson ? { type: 'json_object' } : toFormat(output) }),
    ...parameterFields(params, profile, tools.length > 0),
  };

  function toFormat({ name, schema: form }: NonNullable<ModelRequest['output']>): JsonObject {
    const { schema, strict } = answerSchema(form, params.strict, profile);
    return { type: 'json_schema', json_schema: { name, schema, ...(profile.strict && { strict }) } };
  }
}

function toTool({ name, tool }: OfferedTool, params: RequestParams, profile: Profile): JsonObject {
  const { schema, strict, description } = legalFunction(tool, params.strict, profile);
  return {
    type: 'function',
    function: {
      name,
      ...(description !== undefined && { description }),
      parameters: schema,
      ...(strict && { strict }),
    },
  };
}

function toChoice(choice: ToolChoice): string | JsonObject {
  return typeof choice === 'string' ? choice : { type: 'function', function: { name: choice.tool } };
}
