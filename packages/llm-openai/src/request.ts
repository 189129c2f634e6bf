import type { JsonObject, ModelRequest, OfferedTool, Settings } from '@mcp-agent/core';
import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import { toChatMessages } from './messages.ts';

/** The model where neither the code nor the settings name one: mcp-agent's. */
const DEFAULT_MODEL = 'gpt-4o';

/** The model that a request asks. */
export function modelOf(request: ModelRequest, settings: Settings): string {
  return request.params.model ?? settings.openai?.defaultModel ?? DEFAULT_MODEL;
}

/** A request in neutral form as Chat Completions takes it. */
export function toChatRequest(
  request: ModelRequest,
  settings: Settings,
): ChatCompletionCreateParamsNonStreaming {
  const { maxTokens, temperature, stopSequences } = request.params;
  const { reasoningEffort, user } = settings.openai ?? {};
  const model = modelOf(request, settings);
  return {
    model,
    messages: toChatMessages(request.messages),
    ...(request.tools.length > 0 && { tools: request.tools.map(toChatTool) }),
    ...(maxTokens !== undefined && { max_completion_tokens: maxTokens }),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && stopSequences.length > 0 && { stop: [...stopSequences] }),
    ...(reasoningEffort !== undefined && mayReason(model) && { reasoning_effort: reasoningEffort }),
    ...(user !== undefined && { user }),
  };
}

/**
 * The effort is set for a whole program, and OpenAI refuses it for its models that do not reason. Whatever
 * is not one of those, such as a model of another service, is given it.
 */
function mayReason(model: string): boolean {
  return !/^(gpt-3\.5|gpt-4|chatgpt-)/.test(model);
}

function toChatTool({ name, tool }: OfferedTool): ChatCompletionTool {
  return {
    type: 'function',
    function: {
      name,
      ...(tool.description !== undefined && { description: tool.description }),
      parameters: toParameters(tool.inputSchema),
    },
  };
}

/** MCP lets a tool without arguments leave out `properties`, and OpenAI refuses a schema without. */
function toParameters(schema: JsonObject): JsonObject {
  return { ...schema, type: 'object', properties: schema['properties'] ?? {} };
}
