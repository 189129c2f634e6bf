import type {
  LanguageModelV4,
  LanguageModelV4Content,
  LanguageModelV4Message,
  LanguageModelV4ToolResultOutput,
  SharedV4ProviderMetadata,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';
import type { AssistantMessage, JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { PROVIDER } from './augmented-llm.ts';

export type AssistantPart = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'][number];
type Model = Pick<LanguageModelV4, 'provider'>;

/**
 * Returns what the service must see again: the order of the parts, their metadata, reasoning, and the calls that the
 * service ran itself. `undefined` if the text and the tool calls of the message are enough.
 */
export function toProviderData(
  content: readonly LanguageModelV4Content[],
  { provider }: Model,
): JsonValue | undefined {
  const hasCalls = content.some((part) => part.type === 'tool-call' && part.providerExecuted !== true);
  const parts = content.flatMap((part) => keptPart(part, hasCalls));
  const isPlain = parts.every(({ type, metadata }) => /^(text|call)$/.test(type) && metadata === undefined);
  if (isPlain) return undefined;
  // A part may have values that are not JSON, such as `undefined`.
  const json: JsonValue = JSON.parse(JSON.stringify({ from: provider, parts }));
  return json;
}

interface KeptPart {
  readonly type: 'text' | 'call' | 'reasoning' | 'service-call' | 'service-result' | 'custom';
  readonly metadata?: SharedV4ProviderMetadata | undefined;
  readonly [field: string]: unknown;
}

function keptPart(part: LanguageModelV4Content, hasCalls: boolean): KeptPart[] {
  const metadata = 'providerMetadata' in part ? part.providerMetadata : undefined;
  switch (part.type) {
    case 'text':
      return [{ type: 'text', length: part.text.length, metadata }];
    case 'reasoning':
      // Without a signature, only a service that expects it with the results of tools reads it.
      return hasCalls || metadata !== undefined ? [{ type: 'reasoning', text: part.text, metadata }] : [];
    case 'tool-call': {
      if (part.providerExecuted !== true) return [{ type: 'call', metadata }];
      const { toolCallId: id, toolName: name, input } = part;
      return [{ type: 'service-call', id, name, input, metadata }];
    }
    case 'tool-result': {
      const { toolCallId: id, toolName: name, result, isError } = part;
      return part.preliminary === true
        ? []
        : [{ type: 'service-result', id, name, result, isError, metadata }];
    }
    case 'custom':
      // Anthropic's streams have a part about the message, which is not a part of it.
      return part.kind.endsWith('.message_start') ? [] : [{ type: 'custom', kind: part.kind, metadata }];
    default:
      return [];
  }
}

/** Returns the parts of a message. Data of another provider or in another form is ignored. */
export function toAssistantParts(
  { text, toolCalls, providerData }: AssistantMessage,
  { provider }: Model,
): AssistantPart[] {
  let rest = text;
  const calls = [...toolCalls];
  const takeText = (length: number, options: Options): AssistantPart[] => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken.trim() === '' ? [] : [{ type: 'text', text: taken, ...options }];
  };
  const takeCall = (options: Options): AssistantPart[] =>
    calls.splice(0, 1).map(({ id, name, arguments: input }) => ({
      type: 'tool-call',
      toolCallId: id,
      toolName: name,
      input,
      ...options,
    }));
  const kept = keptParts(providerData, provider).flatMap((part): AssistantPart[] => {
    const options = optionsIn(part);
    const { type, length, text: thought, kind } = part;
    if (type === 'text' && typeof length === 'number') return takeText(length, options);
    if (type === 'call') return takeCall(options);
    if (type === 'reasoning' && typeof thought === 'string') return [{ type, text: thought, ...options }];
    if (type === 'custom' && isKind(kind)) return [{ type, kind, ...options }];
    return servicePart(part, options);
  });
  const said = takeText(rest.length, {});
  return [...kept, ...said, ...calls.flatMap(() => takeCall({}))];
}

function keptParts(data: AssistantMessage['providerData'], provider: string): readonly JsonObject[] {
  if (data?.provider !== PROVIDER || !isJsonObject(data.data) || data.data['from'] !== provider) return [];
  const { parts } = data.data;
  return Array.isArray(parts) ? parts.filter(isJsonObject) : [];
}

interface Options {
  readonly providerOptions?: SharedV4ProviderOptions;
}

function optionsIn({ metadata }: JsonObject): Options {
  return isOptions(metadata) ? { providerOptions: metadata } : {};
}

function isOptions(value: JsonValue | undefined): value is Record<string, JsonObject> {
  return isJsonObject(value) && Object.values(value).every(isJsonObject);
}

function isKind(value: JsonValue | undefined): value is `${string}.${string}` {
  return typeof value === 'string' && value.includes('.');
}

/** Returns a call that the service ran, or its result. */
function servicePart(part: JsonObject, options: Options): AssistantPart[] {
  const { type, id: toolCallId, name: toolName, input, result, isError } = part;
  if (typeof toolCallId !== 'string' || typeof toolName !== 'string') return [];
  if (type === 'service-call') {
    return [
      { type: 'tool-call', toolCallId, toolName, input: parsed(input), providerExecuted: true, ...options },
    ];
  }
  if (type !== 'service-result') return [];
  const output: LanguageModelV4ToolResultOutput = {
    type: isError === true ? 'error-json' : 'json',
    value: result ?? null,
  };
  return [{ type: 'tool-result', toolCallId, toolName, output, ...options }];
}

/** Returns the input of a call, which models write as JSON. */
function parsed(input: JsonValue | undefined): unknown {
  if (typeof input !== 'string') return input ?? {};
  try {
    const value: unknown = JSON.parse(input);
    return value;
  } catch {
    return input;
  }
}
