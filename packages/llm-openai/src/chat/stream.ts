import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject, type ModelEvent } from '@mcp-agent/core/provider';
import { readErrorBody, ResponseError, thinkingSplitter } from '@mcp-agent/provider-utils';
import { fieldOf, objectsIn, textOr } from '../json.ts';
import { CallGatherer } from './call-pieces.ts';
import { type Content, readContent } from './content.ts';
import { reasoningIn, ReasoningGatherer } from './reasoning.ts';

/** Options of {@link gatherCompletion}. */
export interface GatherOptions {
  readonly emit: (event: ModelEvent) => void;
  /** Whether texts may start with reasoning in `<think>` tags. */
  readonly thinkTags: boolean;
  /** The tool whose arguments are the answer. */
  readonly answerTool: string | undefined;
  /** Receives the token counts, as soon as the service sends them. */
  readonly onUsage: (usage: unknown) => void;
}

/**
 * Assembles a stream into the completion of a non-streaming request, and emits its chunks.
 *
 * @throws {@link ResponseError} if the stream ended with an error
 * @returns `undefined` if the stream ended before the response was complete
 */
export async function gatherCompletion(
  chunks: AsyncIterable<unknown>,
  { emit, thinkTags, answerTool, onUsage }: GatherOptions,
): Promise<JsonObject | undefined> {
  const calls = new CallGatherer();
  const reasoning = new ReasoningGatherer();
  const split = thinkTags ? thinkingSplitter(emit) : emitText(emit);
  const thinking: JsonObject[] = [];
  const annotations: JsonValue[] = [];
  const top: JsonObject = {};
  const extra: JsonObject = {};
  let [text, refusal, finishReason] = ['', '', ''];
  let fault: JsonObject | undefined;
  let own: JsonValue | undefined;
  for await (const chunk of chunks) {
    if (!isJsonObject(chunk)) continue;
    const { model, citations } = chunk;
    if (typeof model === 'string' && model !== '') top['model'] = model;
    if (Array.isArray(citations)) top['citations'] = citations;
    const usage = chunk['usage'] ?? fieldOf(chunk['x_groq'], 'usage');
    if (isJsonObject(usage)) {
      top['usage'] = withCounts(top['usage'], usage);
      onUsage(top['usage']);
    }
    const choices = objectsIn(chunk['choices']);
    own ??= choices[0]?.['index'];
    const choice = choices.find(({ index }) => index === own || own === undefined);
    // With several choices, the answer is the first one.
    if (choice === undefined && choices.length > 0) continue;
    // The last chunk, with the usage, has no choice, and some services send other chunks without one.
    if (choice === undefined) {
      // It marks the end where a service sends no reason.
      if (isJsonObject(usage) && (text !== '' || calls.calls().length > 0)) finishReason ||= 'stop';
      if (readErrorBody(chunk).message !== '') fault = chunk;
      continue;
    }
    finishReason = textOr(choice['finish_reason']) || finishReason;
    if (choice['error'] !== undefined) top['error'] = choice['error'];
    // Some services send the message in place of a delta.
    const delta = choice['delta'] ?? choice['message'];
    if (!isJsonObject(delta)) continue;
    const content = newContent(delta === choice['message'] ? text : '', delta['content']);
    const thought = reasoningIn(delta) || content.thought;
    if (thought !== '') emit({ type: 'reasoning', delta: thought });
    reasoning.add(delta);
    addThinking(thinking, content.thinking);
    if (content.text !== '') split(content.text);
    text += content.text;
    const refused = textOr(delta['refusal']) || content.refusal;
    if (refused !== '') emit({ type: 'text', delta: refused });
    refusal += refused;
    for (const piece of objectsIn(delta['tool_calls'])) {
      const { name, added } = calls.add(piece);
      if (name === answerTool && added !== '') emit({ type: 'text', delta: added });
    }
    const legacy = delta['function_call'];
    if (isJsonObject(legacy)) calls.add({ index: 0, function: legacy });
    annotations.push(...objectsIn(delta['annotations']));
    if (isJsonObject(delta['extra_content'])) extra['extra_content'] = delta['extra_content'];
  }
  split();
  if (finishReason === '' && fault !== undefined) throw new ResponseError({ body: fault });
  if (finishReason === '') return undefined;
  const message: JsonObject = {
    role: 'assistant',
    content: thinking.length === 0 ? text : [...thinking, { type: 'text', text }],
    refusal,
    ...reasoning.fields(),
    ...extra,
    tool_calls: calls.calls(),
    annotations,
  };
  return { ...top, choices: [{ index: 0, finish_reason: finishReason, message }] };
}

/** Counts are cumulative; some services send each only once, and 0 elsewhere. */
function withCounts(known: JsonValue | undefined, usage: JsonObject): JsonObject {
  const counted = Object.entries(usage).filter(([, value]) => value !== 0 && value !== null);
  return { ...(isJsonObject(known) ? known : usage), ...Object.fromEntries(counted) };
}

/** A message in place of a delta may repeat the text so far. */
function newContent(known: string, value: unknown): Content {
  const content = readContent(value);
  const isRepeated = known !== '' && content.text.startsWith(known);
  return isRepeated ? { ...content, text: content.text.slice(known.length) } : content;
}

function emitText(emit: GatherOptions['emit']): (delta?: string) => void {
  return (delta = '') => {
    if (delta !== '') emit({ type: 'text', delta });
  };
}

/** A part with reasoning comes in pieces, with a text or a list of texts. */
function addThinking(parts: JsonObject[], more: readonly JsonObject[]): void {
  for (const piece of more) {
    const last = parts.at(-1);
    const [known, added] = [last?.['thinking'], piece['thinking']];
    if (last !== undefined && typeof known === 'string' && typeof added === 'string') {
      Object.assign(last, piece, { thinking: known + added });
    } else if (last !== undefined && Array.isArray(known) && Array.isArray(added)) {
      Object.assign(last, piece, { thinking: joinTexts([...known, ...added]) });
    } else {
      parts.push({ ...piece });
    }
  }
}

function joinTexts(parts: readonly JsonValue[]): JsonValue[] {
  const joined: JsonValue[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (isText(last) && isText(part)) last.text += part.text;
    else joined.push(isJsonObject(part) ? { ...part } : part);
  }
  return joined;
}

function isText(part: JsonValue | undefined): part is JsonObject & { text: string } {
  return isJsonObject(part) && part['type'] === 'text' && typeof part['text'] === 'string';
}
