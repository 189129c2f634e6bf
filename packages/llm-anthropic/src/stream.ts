import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { ModelEvent } from '@mcp-agent/core/provider';
import { readErrorBody, ResponseError } from '@mcp-agent/provider-utils';

/** A block of the response, assembled from chunks. */
export interface GatheredBlock {
  /** The block as it started. In a response that is not streamed, it is complete. */
  readonly start: JsonObject;
  readonly type: string;
  /** Text or thinking. */
  text: string;
  signature: string;
  /** The arguments of a tool call, as JSON text. */
  input: string;
  readonly citations: JsonValue[];
}

/** A response, assembled from a stream. */
export interface GatheredAnswer {
  readonly blocks: GatheredBlock[];
  model?: string;
  stopReason?: string;
  /** The explanation of a refusal. */
  explanation?: string;
  /** The highest counts of all events. */
  readonly usage: Record<string, number>;
  isStarted: boolean;
  isWhole: boolean;
}

/**
 * Assembles the events of a stream, and emits its chunks. Unknown events, blocks and deltas are ignored; some services
 * leave out an index, a start, a usage or the end.
 *
 * @throws {@link ResponseError} for an error event, of any form
 */
export async function gatherAnswer(
  events: AsyncIterable<JsonValue> | Iterable<JsonValue>,
  emit: (event: ModelEvent) => void,
  onUsage: (usage: GatheredAnswer['usage']) => void,
): Promise<GatheredAnswer> {
  const answer: GatheredAnswer = { blocks: [], usage: {}, isStarted: false, isWhole: false };
  const open = new Map<string, GatheredBlock>();
  for await (const event of events) {
    if (!isJsonObject(event)) continue;
    const { type, message, delta, content_block: start } = event;
    const index = indexOf(event);
    // An error after the answer does not change it.
    if (answer.isWhole) break;
    const isError = type === undefined && readErrorBody(event).message !== '';
    if (type === 'error' || isError) throw new ResponseError({ body: event });
    if (type === 'message_start' && isJsonObject(message)) {
      answer.isStarted = true;
      readMessage(answer, message);
    } else if (type === 'message_delta' && isJsonObject(delta)) {
      readMessage(answer, { ...delta, usage: event['usage'] ?? null });
    } else if (type === 'message_stop') answer.isWhole = true;
    else if (type === 'content_block_start' && isJsonObject(start)) {
      open.set(index, startBlock(answer, start, emit));
    } else if (type === 'content_block_delta' && isJsonObject(delta)) {
      const block =
        open.get(index) ??
        continuedBlock(answer, index, delta) ??
        startBlock(answer, { type: blockTypeOf(delta) }, emit);
      open.set(index, block);
      addDelta(block, delta, emit);
    }
    const isCounted = Object.keys(answer.usage).length > 0;
    if (isCounted && (type === 'message_start' || type === 'message_delta')) onUsage(answer.usage);
  }
  return answer;
}

/** Returns a response that is not streamed as the events of a stream. */
export function eventsOf(message: JsonObject): JsonValue[] {
  const { content, stop_reason = null, stop_details = null } = message;
  return [
    { type: 'message_start', message },
    ...blocksOf(content).map((block, index) => ({
      type: 'content_block_start',
      index,
      content_block: block,
    })),
    { type: 'message_delta', delta: { stop_reason, stop_details } },
    { type: 'message_stop' },
  ];
}

/** Returns the index of a block; empty if it is missing. Some services send it as text. */
function indexOf({ index }: JsonObject): string {
  return typeof index === 'number' || typeof index === 'string' ? String(index) : '';
}

/** Some services send the content as a text. */
function blocksOf(content: JsonValue | undefined): readonly JsonValue[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return Array.isArray(content) ? content : [];
}

function readMessage(answer: GatheredAnswer, { model, usage, stop_reason, stop_details }: JsonObject): void {
  if (typeof model === 'string' && model !== '') answer.model = model;
  if (typeof stop_reason === 'string' && stop_reason !== '') answer.stopReason = stop_reason;
  if (isJsonObject(stop_details) && typeof stop_details['explanation'] === 'string') {
    answer.explanation = stop_details['explanation'];
  }
  if (isJsonObject(usage)) addCounts(answer.usage, usage);
}

/** Counts are cumulative, and some services send them only at the end, as text, or 0 at the start. */
function addCounts(counts: Record<string, number>, usage: JsonObject): void {
  for (const [name, value] of Object.entries(usage)) {
    const count = typeof value === 'string' && value !== '' ? Number(value) : value;
    if (typeof count === 'number' && count >= 0) counts[name] = Math.max(count, counts[name] ?? 0);
    else if (name === 'output_tokens_details' && isJsonObject(value)) addCounts(counts, value);
  }
}

function startBlock(
  answer: GatheredAnswer,
  start: JsonObject,
  emit: (event: ModelEvent) => void,
): GatheredBlock {
  const { type, text, thinking, signature, citations } = start;
  const block: GatheredBlock = {
    start,
    type: typeof type === 'string' ? type : '',
    text: '',
    signature: typeof signature === 'string' ? signature : '',
    input: '',
    citations: Array.isArray(citations) ? [...citations] : [],
  };
  answer.blocks.push(block);
  if (block.type === 'text') addText(block, text, emit);
  if (block.type === 'thinking') addText(block, thinking, emit);
  return block;
}

function addDelta(block: GatheredBlock, delta: JsonObject, emit: (event: ModelEvent) => void): void {
  const { type, text, thinking, partial_json: json, signature, citation } = delta;
  if (type === 'text_delta') addText(block, text, emit);
  else if (type === 'thinking_delta') addText(block, thinking, emit);
  else if (type === 'input_json_delta' && typeof json === 'string') block.input += json;
  else if (type === 'signature_delta' && typeof signature === 'string') block.signature += signature;
  else if (type === 'citations_delta' && citation !== undefined) block.citations.push(citation);
}

function addText(block: GatheredBlock, text: JsonValue | undefined, emit: (event: ModelEvent) => void): void {
  if (typeof text !== 'string' || text === '') return;
  block.text += text;
  emit({ type: block.type === 'thinking' ? 'reasoning' : 'text', delta: text });
}

/** The block that a delta continues whose index is missing, or is not that of a block. */
function continuedBlock(
  { blocks }: GatheredAnswer,
  index: string,
  { type = null }: JsonObject,
): GatheredBlock | undefined {
  if (type === 'input_json_delta') return blocks.findLast((block) => block.type.endsWith('tool_use'));
  const last = blocks.at(-1);
  const isOfLast = type === 'citations_delta' ? last?.type === 'text' : last?.type === blockTypeOf({ type });
  return index === '' && isOfLast ? last : undefined;
}

/** The type of a block whose start is missing. */
function blockTypeOf({ type }: { readonly type?: JsonValue }): string {
  if (type === 'text_delta') return 'text';
  return type === 'thinking_delta' || type === 'signature_delta' ? 'thinking' : '';
}
