import type { ModelEvent } from '@mcp-agent/core/provider';
import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';

/** A tool call, assembled from chunks. */
interface GatheredCall {
  id: string;
  name: string;
  arguments: string;
}

/**
 * Assembles a stream into the completion of a non-streaming request, and emits its chunks.
 *
 * @returns `undefined` if the stream ended before the response was complete
 */
export async function gatherCompletion(
  chunks: AsyncIterable<ChatCompletionChunk>,
  emit: (event: ModelEvent) => void,
): Promise<ChatCompletion | undefined> {
  const calls = new Map<number, GatheredCall>();
  let [content, refusal] = ['', ''];
  let finishReason: ChatCompletion.Choice['finish_reason'] | undefined;
  let last: ChatCompletionChunk | undefined;
  let usage: ChatCompletionChunk['usage'];
  for await (const chunk of chunks) {
    last = chunk;
    usage = chunk.usage ?? usage;
    // The last chunk, with the usage, has no choice, and some services send other chunks without one.
    const choice = chunk.choices?.[0];
    if (choice === undefined) continue;
    const { delta } = choice;
    emitDelta(delta, emit);
    content += delta?.content ?? '';
    refusal += delta?.refusal ?? '';
    for (const piece of delta?.tool_calls ?? []) addTo(calls, piece);
    finishReason = choice.finish_reason ?? finishReason;
  }
  if (last === undefined || finishReason === undefined) return undefined;
  return {
    id: last.id,
    object: 'chat.completion',
    created: last.created,
    model: last.model,
    choices: [
      {
        index: 0,
        finish_reason: finishReason,
        logprobs: null,
        message: {
          role: 'assistant',
          content,
          refusal: refusal === '' ? null : refusal,
          tool_calls: [...calls.values()].map(({ id, ...made }) => ({
            id,
            type: 'function',
            function: made,
          })),
        },
      },
    ],
    ...(usage !== null && usage !== undefined && { usage }),
  };
}

/** The first chunk of a call has its ID and name; later chunks have more of its arguments. */
function addTo(
  calls: Map<number, GatheredCall>,
  { index, id, function: made }: ChatCompletionChunk.Choice.Delta.ToolCall,
): void {
  const call = calls.get(index) ?? { id: '', name: '', arguments: '' };
  call.id ||= id ?? '';
  call.name ||= made?.name ?? '';
  call.arguments += made?.arguments ?? '';
  calls.set(index, call);
}

function emitDelta(
  delta: ChatCompletionChunk.Choice.Delta | undefined,
  emit: (event: ModelEvent) => void,
): void {
  const text = delta?.content || delta?.refusal;
  if (text) emit({ type: 'text', delta: text });
  const thought = thoughtIn(delta);
  if (thought !== '') emit({ type: 'reasoning', delta: thought });
}

/** Returns reasoning text. OpenAI sends none here; vLLM, DeepSeek and Ollama do, under one of two names. */
function thoughtIn(delta: object | undefined): string {
  if (delta === undefined || delta === null) return '';
  if ('reasoning_content' in delta && typeof delta.reasoning_content === 'string')
    return delta.reasoning_content;
  if ('reasoning' in delta && typeof delta.reasoning === 'string') return delta.reasoning;
  return '';
}
