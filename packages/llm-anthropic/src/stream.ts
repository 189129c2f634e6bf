import type { Anthropic } from '@anthropic-ai/sdk';
import type { ModelEvent } from '@mcp-agent/core/provider';

/** A block of the response, assembled from chunks. */
export interface GatheredBlock {
  readonly start: Anthropic.ContentBlock;
  text: string;
  signature: string;
}

/** A response, assembled from a stream. */
export interface GatheredAnswer {
  readonly blocks: GatheredBlock[];
  start?: Anthropic.Message;
  end?: Extract<Anthropic.RawMessageStreamEvent, { type: 'message_delta' }>;
  isWhole: boolean;
}

/** Assembles a stream, and emits its chunks. */
export async function gatherAnswer(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
  emit: (event: ModelEvent) => void,
): Promise<GatheredAnswer> {
  const answer: GatheredAnswer = { blocks: [], isWhole: false };
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
