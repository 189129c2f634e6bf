import { env } from 'node:process';
import type { Anthropic } from '@anthropic-ai/sdk';
import {
  type ActivityContext,
  type AssistantMessage,
  type ContentPart,
  type JsonObject,
  type JsonValue,
  type Message,
  type ResourceDefinition,
  type Settings,
  textOf,
  type ToolMessage,
  type Usage,
} from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import * as kit from '@mcp-agent/provider-utils';

/** The model if neither the code nor the settings name one. */
const DEFAULT_MODEL = 'claude-sonnet-5-5';
/** Anthropic requires a token limit. All its models allow this one. */
const DEFAULT_MAX_TOKENS = 8_192;
/** The longest delay of a Node.js timer, in milliseconds: the engine sets timeouts, not the client. */
const NEVER_MS = 2_147_483_647;

type Block = Anthropic.ContentBlockParam;
type Image = Anthropic.ImageBlockParam;
type Thought = Anthropic.ThinkingBlockParam | Anthropic.RedactedThinkingBlockParam;

const keyOf = ({ anthropic }: Settings): string | undefined =>
  kit.nonEmpty(anthropic?.apiKey) ?? kit.nonEmpty(env['ANTHROPIC_API_KEY']);

const baseUrlOf = ({ anthropic }: Settings): string =>
  kit.nonEmpty(anthropic?.baseUrl) ?? kit.nonEmpty(env['ANTHROPIC_BASE_URL']) ?? 'https://api.anthropic.com';

function serviceOf({ params }: ModelRequest, settings: Settings): kit.Service {
  const service: kit.Service = {
    provider: 'anthropic',
    model: params.model ?? settings.anthropic?.defaultModel ?? DEFAULT_MODEL,
    baseUrl: baseUrlOf(settings),
    secrets: [keyOf(settings) ?? ''],
    where: {
      key: 'ANTHROPIC_API_KEY in the environment, or anthropic.api_key in mcp_agent.secrets.yaml (settings: anthropic.apiKey)',
      address: 'anthropic.baseUrl (or ANTHROPIC_BASE_URL)',
      model: 'anthropic.defaultModel',
    },
    advise: (said) =>
      /output_config|thinking|effort/.test(said)
        ? 'Take a newer model, or leave out reasoningEffort; without a schema (generateStr) any model answers.'
        : undefined,
  };
  kit.checkService(service, keyOf(settings));
  return service;
}

/** The host's client, created on the first model call. */
const client: ResourceDefinition<{ readonly api: Anthropic; close(): Promise<void> }> = {
  name: 'anthropic.client',
  open: async (settings) => {
    const [{ Anthropic: Client }, transport] = await Promise.all([
      import('@anthropic-ai/sdk'),
      kit.openTransport(),
    ]);
    const api = new Client({
      apiKey: keyOf(settings) ?? null,
      authToken: null,
      baseURL: baseUrlOf(settings),
      maxRetries: 0,
      timeout: NEVER_MS,
      logLevel: 'off',
      fetch: transport.fetch,
    });
    return { api, close: () => transport.close() };
  },
  close: ({ close }) => close(),
};

/**
 * Sends a request to Anthropic's Messages API. Always streams the response: proxies cut long responses that do not
 * stream.
 */
export async function complete(
  request: ModelRequest,
  context: ActivityContext,
  emit: (event: ModelEvent) => void = () => {},
): Promise<ModelResponse> {
  const service = serviceOf(request, context.settings);
  const { api } = await context.resource(client);
  const { transformJSONSchema } = await import('@anthropic-ai/sdk/lib/transform-json-schema');
  return kit.askService(service, context, async (asking) => {
    const body = toRequest(request, service.model, transformJSONSchema);
    const answer = await api.messages.create(body, { signal: asking.signal }).withResponse();
    asking.requestId = answer.request_id;
    return fromAnswer(await gather(answer.data, emit));
  });
}

// ---- The request ----

type Transform = (schema: JsonObject) => Record<string, unknown>;

function toRequest(
  { messages, tools, params, output }: ModelRequest,
  model: string,
  transform: Transform,
): Anthropic.MessageCreateParamsStreaming {
  const { maxTokens, temperature, stopSequences, metadata, reasoningEffort, parallelToolCalls, strict } =
    params;
  const user = metadata?.['user_id'];
  const form = output === undefined ? undefined : closed(output.schema, transform);
  const told =
    output === undefined || form !== undefined
      ? []
      : [`Answer with JSON alone, that fits this JSON Schema: ${JSON.stringify(output.schema)}`];
  const system = [...messages.flatMap((one) => (one.role === 'system' ? [one.content] : [])), ...told];
  const effort = reasoningEffort === 'minimal' ? 'low' : reasoningEffort;
  const thinks = effort !== undefined && effort !== 'none';
  return {
    model,
    stream: true,
    max_tokens: maxTokens ?? DEFAULT_MAX_TOKENS,
    messages: toMessages(messages),
    ...(system.length > 0 && { system: system.join('\n\n') }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, tool }): Anthropic.Tool => {
        const keptTo = strict === true ? closed(tool.inputSchema, transform) : undefined;
        return {
          name,
          ...(tool.description !== undefined && { description: tool.description }),
          input_schema: { ...(keptTo ?? tool.inputSchema), type: 'object' },
          ...(keptTo !== undefined && { strict: true }),
        };
      }),
    }),
    ...(tools.length > 0 &&
      parallelToolCalls === false && {
        tool_choice: { type: 'auto' as const, disable_parallel_tool_use: true },
      }),
    ...((form !== undefined || thinks) && {
      output_config: {
        ...(form !== undefined && { format: { type: 'json_schema' as const, schema: form } }),
        ...(thinks && { effort }),
      },
    }),
    ...(effort !== undefined && {
      thinking: thinks ? { type: 'adaptive', display: 'summarized' } : { type: 'disabled' },
    }),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && stopSequences.length > 0 && { stop_sequences: [...stopSequences] }),
    ...(user !== undefined && { metadata: { user_id: user } }),
  };
}

/**
 * Converts a schema to Anthropic's strict form, in which all objects are closed. Returns `undefined` if that form
 * cannot express it.
 */
function closed(schema: JsonObject, transform: Transform): Record<string, unknown> | undefined {
  try {
    return isClosable(schema) ? transform(schema) : undefined;
  } catch {
    // A part of the schema has no type.
    return undefined;
  }
}

function isClosable(schema: JsonValue): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  if (Array.isArray(schema)) return schema.every(isClosable);
  const { type, properties, additionalProperties, patternProperties } = schema;
  const isMap = (additionalProperties ?? false) !== false || patternProperties !== undefined;
  if (isMap || (type === 'object' && properties === undefined) || Array.isArray(type)) return false;
  return Object.values(schema).every(isClosable);
}

/** Converts messages. Tool results have the user role, and consecutive user messages are merged. */
function toMessages(messages: readonly Message[]): Anthropic.MessageParam[] {
  const turns: { role: 'user' | 'assistant'; content: Block[] }[] = [];
  for (const message of messages) {
    if (message.role === 'system') continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const content =
      message.role === 'assistant'
        ? fromAssistant(message)
        : message.role === 'tool'
          ? [fromTool(message)]
          : message.content.map(toPart);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}

function fromAssistant({ text, toolCalls, providerData }: AssistantMessage): Block[] {
  const said: Block[] = text === '' ? [] : [{ type: 'text', text }];
  const calls = toolCalls.map((call): Block => ({
    type: 'tool_use',
    id: call.id,
    name: call.name,
    input: call.arguments,
  }));
  const kept: readonly unknown[] =
    providerData?.provider === 'anthropic' && Array.isArray(providerData.data) ? providerData.data : [];
  // Thinking blocks keep their position among the other blocks.
  const blocks = kept.flatMap((one) => {
    if (isThought(one)) return [one];
    return one === 'text' ? said.splice(0) : calls.splice(0, 1);
  });
  return [...blocks, ...said, ...calls];
}

function isThought(value: unknown): value is Thought {
  return (
    typeof value === 'object' && value !== null && 'type' in value && String(value.type).endsWith('thinking')
  );
}

function fromTool({ toolCallId, content, isError }: ToolMessage): Anthropic.ToolResultBlockParam {
  return {
    type: 'tool_result',
    tool_use_id: toolCallId,
    ...(content.length > 0 && { content: content.map(toPart) }),
    ...(isError && { is_error: true }),
  };
}

/** Passes supported images on and replaces other media by a text note. */
function toPart(part: ContentPart): Anthropic.TextBlockParam | Image {
  if (part.type !== 'image') return { type: 'text', text: textOf([part]) };
  const { data, mimeType } = part;
  switch (mimeType) {
    case 'image/png':
    case 'image/jpeg':
    case 'image/gif':
    case 'image/webp':
      return { type: 'image', source: { type: 'base64', media_type: mimeType, data } };
    default:
      return { type: 'text', text: textOf([part]) };
  }
}

// ---- The answer ----

/** A block of the response, assembled from chunks. */
interface Gathered {
  readonly start: Anthropic.ContentBlock;
  text: string;
  signature: string;
}

interface Answer {
  readonly blocks: Gathered[];
  start?: Anthropic.Message;
  end?: Extract<Anthropic.RawMessageStreamEvent, { type: 'message_delta' }>;
  isWhole: boolean;
}

async function gather(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  emit: (event: ModelEvent) => void,
): Promise<Answer> {
  const answer: Answer = { blocks: [], isWhole: false };
  for await (const event of events) {
    if (event.type === 'message_start') answer.start = event.message;
    else if (event.type === 'message_delta') answer.end = event;
    else if (event.type === 'message_stop') answer.isWhole = true;
    else if (event.type === 'content_block_start') {
      answer.blocks[event.index] = { start: event.content_block, text: '', signature: '' };
    } else if (event.type === 'content_block_delta') {
      const block = answer.blocks[event.index];
      const { delta } = event;
      if (block === undefined) continue;
      if (delta.type === 'text_delta') {
        block.text += delta.text;
        emit({ type: 'text', delta: delta.text });
      } else if (delta.type === 'thinking_delta') {
        block.text += delta.thinking;
        emit({ type: 'reasoning', delta: delta.thinking });
      } else if (delta.type === 'input_json_delta') block.text += delta.partial_json;
      else if (delta.type === 'signature_delta') block.signature += delta.signature;
    }
  }
  return answer;
}

function fromAnswer({ blocks, start, end, isWhole }: Answer): ModelResponse | kit.Unusable {
  if (start === undefined) return NO_ANSWER;
  if (!isWhole || end === undefined) return kit.CUT;
  const { stop_reason, stop_details } = end.delta;
  const cutOff = stop_reason === 'max_tokens' || stop_reason === 'model_context_window_exceeded';
  const refused = stop_reason === 'refusal';
  const written = blocks.map((block) => (block.start.type === 'text' ? block.text : '')).join('');
  const text = written || (refused ? (stop_details?.explanation ?? 'The model refused to answer.') : '');
  const distinct = kit.distinctIds();
  const toolCalls = blocks.flatMap((block) =>
    block.start.type === 'tool_use'
      ? [{ id: distinct(block.start.id), name: block.start.name, ...kit.readArguments(block.text, cutOff) }]
      : [],
  );
  if (text === '' && toolCalls.length === 0) return cutOff ? kit.SPENT : kit.EMPTY;
  // Thinking blocks are needed only with the results of the tool calls that they led to.
  const thoughts = toolCalls.length === 0 ? [] : blocks.map(thoughtOf);
  return {
    text,
    toolCalls,
    model: start.model,
    usage: usageOf(start.usage, end.usage),
    ...(cutOff ? { stopReason: 'max_tokens' } : refused && { stopReason: 'refusal' }),
    ...(thoughts.some(isThought) && { providerData: toJson(thoughts, 'thoughts') }),
  };
}

/** Returns a thinking block in full, and only the type of any other block. */
function thoughtOf({ start, text, signature }: Gathered): Thought | string {
  if (start.type === 'thinking')
    return { type: 'thinking', thinking: text, signature: signature || start.signature };
  return start.type === 'redacted_thinking' ? { type: start.type, data: start.data } : start.type;
}

/** Anthropic counts cache reads and cache writes separately from the input. */
function usageOf(start: Anthropic.Usage, end: Anthropic.MessageDeltaUsage): Usage {
  const cached = start.cache_read_input_tokens ?? 0;
  const reasoning = end.output_tokens_details?.thinking_tokens ?? 0;
  return {
    inputTokens: start.input_tokens + cached + (start.cache_creation_input_tokens ?? 0),
    outputTokens: end.output_tokens,
    ...(cached > 0 && { cachedInputTokens: cached }),
    ...(reasoning > 0 && { reasoningTokens: reasoning }),
  };
}

const NO_ANSWER: kit.Unusable = {
  fault: 'what came is no answer. Does anthropic.baseUrl lead to a model service? It has no /v1 at its end.',
  final: false,
};
