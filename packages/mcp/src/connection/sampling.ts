import { type ContentPart, type JsonObject, type JsonValue, textOf } from '@mcp-agent/core';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { isJsonObject, type SamplingAnswer, type SamplingRequest } from '@mcp-agent/core/host';
import {
  type CreateMessageRequest,
  type CreateMessageResult,
  isSpecType,
  ProtocolError,
  ProtocolErrorCode,
  type SamplingMessage,
  specTypeSchemas,
} from '@modelcontextprotocol/client';
import { problemOf, repaired, withoutNulls } from './lenient/repair.ts';

const PARAMS = specTypeSchemas.CreateMessageRequestParams;

/** Converts a server's sampling request to the engine-independent form. It is read leniently, like a result. */
export function samplingRequest(server: string, given: unknown): SamplingRequest {
  const params = paramsFrom(given);
  const { systemPrompt, maxTokens, temperature, stopSequences, modelPreferences, metadata } = params;
  if (params.tools !== undefined || params.toolChoice !== undefined) throw unsupported('tools');
  return {
    server,
    messages: params.messages.map(({ role, content }) => ({ role, content: partsOf(content) })),
    maxTokens,
    ...(systemPrompt !== undefined && { systemPrompt }),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && { stopSequences }),
    ...(modelPreferences !== undefined && { modelPreferences: preferences(modelPreferences) }),
    ...(metadata !== undefined && { metadata: fromJson<JsonObject>(toJson(metadata, 'metadata')) }),
  };
}

function paramsFrom(given: unknown): CreateMessageRequest['params'] {
  const cleaned = withoutNulls(fromJson<JsonValue>(toJson(given, 'sampling request')));
  const { value = cleaned } = isJsonObject(cleaned) ? repaired(PARAMS, cleaned) : {};
  if (isSpecType.CreateMessageRequestParams(value)) return value;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `its parameters are invalid: ${problemOf(PARAMS, value)}`,
  );
}

/** Converts a model's response to MCP's form, which has one block: several blocks are joined as text. */
export function samplingResult({ content, model, stopReason }: SamplingAnswer): CreateMessageResult {
  const [only] = content;
  return {
    role: 'assistant',
    model,
    content: only !== undefined && content.length === 1 ? only : { type: 'text', text: textOf(content) },
    ...(stopReason !== undefined && { stopReason }),
  };
}

function partsOf(content: SamplingMessage['content']): ContentPart[] {
  return (Array.isArray(content) ? content : [content]).map((block) => {
    switch (block.type) {
      case 'text':
        return { type: 'text', text: block.text };
      case 'image':
      case 'audio':
        return { type: block.type, data: block.data, mimeType: block.mimeType };
      default:
        throw unsupported(block.type);
    }
  });
}

function preferences({
  hints,
  costPriority,
  speedPriority,
  intelligencePriority,
}: NonNullable<CreateMessageRequest['params']['modelPreferences']>): NonNullable<
  SamplingRequest['modelPreferences']
> {
  const names = hints?.flatMap(({ name }) => (name === undefined ? [] : [name]));
  return {
    ...(names !== undefined && { hints: names }),
    ...(costPriority !== undefined && { costPriority }),
    ...(speedPriority !== undefined && { speedPriority }),
    ...(intelligencePriority !== undefined && { intelligencePriority }),
  };
}

function unsupported(what: string): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Content of type "${what}" is not supported: the client did not declare sampling.tools.`,
  );
}
