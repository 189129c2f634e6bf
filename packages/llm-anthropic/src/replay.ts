import type { Anthropic } from '@anthropic-ai/sdk';
import type { AssistantMessage, JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { readArguments } from '@mcp-agent/provider-utils';
import type { MessageContext } from './message-context.ts';
import type { GatheredBlock } from './stream.ts';

type Block = Anthropic.ContentBlockParam;

/**
 * What the service must see again, in the order of the blocks: a block in full if the message does not have it, the
 * length of a text and its citations, or `tool_use` for a tool call.
 */
interface Kept {
  /** The name of the service in `services`. Only this service receives the blocks. */
  readonly service?: string;
  readonly blocks: readonly JsonValue[];
}

/** Blocks that the service must see again: thinking, and the calls and results of its own tools. */
const KEPT =
  /^(?:thinking|redacted_thinking|server_tool_use|mcp_tool_use|\w+_tool_result|container_upload|compaction)$/;

/** Returns what the service must see again; `undefined` if the message has all of it. */
export function toKept(
  blocks: readonly GatheredBlock[],
  service: string | undefined,
): JsonObject | undefined {
  const isNeeded = blocks.some(({ type, citations }) => KEPT.test(type) || citations.length > 0);
  if (!isNeeded) return undefined;
  return {
    ...(service !== undefined && { service }),
    blocks: blocks.flatMap((block): JsonValue[] => {
      if (block.type === 'tool_use') return ['tool_use'];
      if (block.type !== 'text') return KEPT.test(block.type) ? [inFull(block)] : [];
      const { text, citations } = block;
      return [{ type: 'text', length: text.length, ...(citations.length > 0 && { citations }) }];
    }),
  };
}

function inFull({ type, start, text, signature, input }: GatheredBlock): JsonObject {
  if (type === 'thinking') return { type, thinking: text, signature };
  return input === '' ? start : { ...start, input: readArguments(input, false).arguments };
}

/**
 * Returns the blocks of a message as the service sent them. Of a message of another service or provider, or with
 * changed text, the text and the calls.
 */
export function fromKept(
  { text, providerData }: AssistantMessage,
  { service, isAnthropic, keepsThinking }: MessageContext,
  calls: readonly Block[],
): Block[] {
  const kept = providerData?.provider === 'anthropic' ? readKept(providerData.data) : undefined;
  const blocks = kept?.service === service ? (kept?.blocks ?? []) : [];
  const ownCalls = [...calls];
  const texts = textsOf(text, blocks);
  const replayed = blocks.flatMap((block): Block[] => {
    if (block === 'tool_use') return ownCalls.splice(0, 1);
    if (!isJsonObject(block)) return [];
    const { type, signature } = block;
    if (type === 'text') return texts.splice(0, 1);
    const isThinking = type === 'thinking' || type === 'redacted_thinking';
    if (isThinking && !keepsThinking) return [];
    if (type === 'thinking' && isAnthropic && !signature) return [];
    return isKeptBlock(block) ? [block] : [];
  });
  return [...replayed, ...texts, ...ownCalls].filter(
    (block) => block.type !== 'text' || block.text.trim() !== '',
  );
}

/** Splits the text of a message into its blocks; one block if it does not fit them. */
function textsOf(text: string, blocks: readonly JsonValue[]): Anthropic.TextBlockParam[] {
  const known = blocks.filter((block) => isJsonObject(block) && block['type'] === 'text');
  let start = 0;
  const texts = known.map((block): Anthropic.TextBlockParam => {
    const { length, citations } = isJsonObject(block) ? block : {};
    const end = start + (typeof length === 'number' ? length : Number.NaN);
    const part = text.slice(start, end);
    start = end;
    return { type: 'text', text: part, ...(isCitations(citations) && { citations }) };
  });
  return start === text.length ? texts : [{ type: 'text', text }];
}

function readKept(data: JsonValue): Kept | undefined {
  if (!isJsonObject(data) || !Array.isArray(data['blocks'])) return undefined;
  const { service } = data;
  return { blocks: data['blocks'], ...(typeof service === 'string' && { service }) };
}

/** The service checks the rest of a block that it sent itself. */
function isKeptBlock(value: unknown): value is Block {
  return isJsonObject(value) && typeof value['type'] === 'string' && KEPT.test(value['type']);
}

function isCitations(value: unknown): value is Anthropic.TextCitationParam[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}
