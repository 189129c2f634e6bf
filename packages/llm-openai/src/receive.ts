import type { JsonObject } from '@mcp-agent/core';
import type { ModelEvent, ModelResponse } from '@mcp-agent/core/provider';
import { type Asking, CUT, type Unusable } from '@mcp-agent/provider-utils';
import type { OpenAI } from 'openai';
import type { AnswerContext } from './answer-context.ts';
import { fromCompletion } from './chat/answer.ts';
import { gatherCompletion } from './chat/stream.ts';
import { fromResponse } from './responses/answer.ts';
import { gatherResponse } from './responses/stream.ts';
import { readUsage } from './usage.ts';

/** A request to send. */
interface Sending {
  readonly api: OpenAI;
  readonly body: JsonObject;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly answer: AnswerContext;
  /** The tool whose arguments are the answer. */
  readonly answerTool: string | undefined;
  readonly asking: Asking;
  readonly emit: ((event: ModelEvent) => void) | undefined;
}

/**
 * Sends a request and reads the response. The client's methods for each API are not used: their types are those of
 * OpenAI, while other services accept and send other fields.
 */
export async function receive(sending: Sending): Promise<ModelResponse | Unusable> {
  const { api, body, headers, answer, asking, emit } = sending;
  const path = answer.profile.api === 'responses' ? '/responses' : '/chat/completions';
  const options = { signal: asking.signal, ...(headers !== undefined && { headers: { ...headers } }) };
  if (emit === undefined) {
    const data = await asking.receive(api.post<unknown>(path, { ...options, body }));
    return typeof data === 'string' ? fromText(data, sending) : read(data, sending);
  }
  const call = api.post<AsyncIterable<unknown>>(path, {
    ...options,
    body: { ...body, stream: true },
    stream: true,
  });
  const { data: chunks, response, request_id: requestId } = await call.withResponse();
  asking.requestId = requestId ?? null;
  // Some services ignore that the request asks for a stream.
  if (/\bjson\b/i.test(response.headers.get('content-type') ?? '')) {
    return emitWhole(read(await response.json(), sending), emit);
  }
  return gather(chunks, sending, emit);
}

/** Reads a response that is not JSON. Some services stream although the request does not ask for it. */
async function fromText(text: string, sending: Sending): Promise<ModelResponse | Unusable> {
  if (!/^\s*(?:event|data|id|retry)?:/.test(text)) return read(text, sending);
  const { Stream } = await import('openai/core/streaming');
  return gather(Stream.fromSSEResponse(new Response(text), new AbortController()), sending, () => {});
}

async function gather(
  chunks: AsyncIterable<unknown>,
  sending: Sending,
  emit: (event: ModelEvent) => void,
): Promise<ModelResponse | Unusable> {
  const { answer, answerTool, asking } = sending;
  const gathered =
    answer.profile.api === 'responses'
      ? await gatherResponse(chunks, emit, answerTool)
      : await gatherCompletion(chunks, {
          emit,
          thinkTags: answer.profile.thinkTags,
          answerTool,
          onUsage: (usage) => {
            asking.usage = readUsage(usage);
          },
        });
  return gathered === undefined ? CUT : read(gathered, sending);
}

function read(response: unknown, { answer, body }: Sending): ModelResponse | Unusable {
  return answer.profile.api === 'responses'
    ? fromResponse(response, answer, body['store'] === true)
    : fromCompletion(response, answer);
}

function emitWhole(
  answer: ModelResponse | Unusable,
  emit: (event: ModelEvent) => void,
): ModelResponse | Unusable {
  if (!('fault' in answer) && answer.text !== '') emit({ type: 'text', delta: answer.text });
  return answer;
}
