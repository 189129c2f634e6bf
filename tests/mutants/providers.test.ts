import type { ActivityContext, Message } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelProvider, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { brokenPromises, chatCompletionsWire, type ProviderUnderTest } from '@mcp-agent/conformance/provider';
import { describe, expect, test } from 'vitest';
import { azureProvider } from '../../packages/llm-openai/src/provider.ts';

type Complete = ModelProvider['complete'];

/** A provider that passes the suite, with one fault. Azure's, because it reads no other settings. */
function subject(complete: Complete): ProviderUnderTest {
  return {
    name: 'broken',
    provider: { name: 'azure', complete },
    wire: chatCompletionsWire,
    settings: (origin, apiKey) => ({ azure: { apiKey, endpoint: origin } }),
    lacks: ['sealed-thoughts'],
  };
}

const right: Complete = (...asked) => azureProvider.complete(...asked);

/** Breaks the request. */
const asking =
  (breakIt: (request: ModelRequest) => ModelRequest): Complete =>
  (request, context, emit) =>
    right(breakIt(request), context, emit);

const telling = (breakIt: (message: Message) => Message | undefined): Complete =>
  asking((request) => ({
    ...request,
    messages: request.messages.map(breakIt).filter((message) => message !== undefined),
  }));

/** Breaks the answer. */
const answering =
  (breakIt: (response: ModelResponse) => ModelResponse): Complete =>
  async (...asked) =>
    breakIt(await right(...asked));

/** Breaks the error. */
const failing =
  (breakIt: (error: ModelError, asked: Parameters<Complete>) => unknown): Complete =>
  async (...asked) => {
    try {
      return await right(...asked);
    } catch (error) {
      if (!ModelError.isInstance(error)) throw error;
      throw breakIt(error, asked);
    }
  };

const withFields = (error: ModelError, fields: object): ModelError => {
  const { provider, model, status, requestId, nonRetryable, nextRetryDelayMs } = error;
  return new ModelError(error.message, {
    ...JSON.parse(
      JSON.stringify({ provider, model, status, requestId, nonRetryable, nextRetryDelayMs, ...fields }),
    ),
  });
};

const without = <T extends object>(value: T, field: keyof T): T => {
  const { ...rest } = value;
  delete rest[field];
  return rest;
};

const deaf = (context: ActivityContext): ActivityContext => ({
  ...context,
  signal: new AbortController().signal,
});

const FAULTS: readonly (readonly [fault: string, complete: Complete, found: RegExp])[] = [
  ['forgets the request id', answering((answer) => without(answer, 'requestId')), /its request id/],
  [
    'forgets the usage',
    answering((answer) => ({ ...answer, usage: { inputTokens: 0, outputTokens: 0 } })),
    /its tokens/,
  ],
  [
    'forgets what was cached',
    answering(({ usage: { inputTokens, outputTokens }, ...answer }) => ({
      ...answer,
      usage: { inputTokens, outputTokens },
    })),
    /how much of the input was cached/,
  ],
  [
    'forgets why the model stopped',
    answering((answer) => without(answer, 'stopReason')),
    /a refusal is an answer/,
  ],
  [
    'forgets a tool call',
    answering((answer) => ({ ...answer, toolCalls: answer.toolCalls.slice(0, 1) })),
    /several tool calls/,
  ],
  [
    'gives all calls one id',
    answering((answer) => ({
      ...answer,
      toolCalls: answer.toolCalls.map((call) => ({ ...call, id: 'same' })),
    })),
    /can still be told apart/,
  ],
  [
    'calls tools with arguments that are none',
    answering((answer) => ({
      ...answer,
      toolCalls: answer.toolCalls.map((call) => without(call, 'invalidArguments')),
    })),
    /are no arguments/,
  ],
  [
    'tells the answer at its end',
    (request, context, emit) => right(request, context, emit && held(emit)),
    /its pieces are its text/,
  ],
  [
    'tells nothing of the answer',
    (request, context, emit) => right(request, context, emit && (() => {})),
    /its pieces are its text/,
  ],
  ['makes a short answer of a broken one', short, /never a short answer \(streamed\)/],
  [
    'takes every failure for final',
    failing((error) => withFields(error, { nonRetryable: true })),
    /429 may be tried again/,
  ],
  [
    'takes no failure for final',
    failing((error) => withFields(error, { nonRetryable: false })),
    /a wrong key \(401\) is final/,
  ],
  [
    'does not hear when to come back',
    failing((error) => withFields(error, { nextRetryDelayMs: undefined })),
    /Retry-After of 429/,
  ],
  [
    'throws errors of its client',
    failing(({ message }) => new Error(message)),
    /an unknown model \(404\) is final/,
  ],
  [
    'explains nothing',
    failing((error) =>
      Object.assign(error, {
        message: `${error.message.split(': ')[0]}: What the service says of it. ${error.model}`,
      }),
    ),
    /explained/,
  ],
  [
    'shows the key',
    failing((error, [, { settings }]) =>
      Object.assign(error, { message: `${error.message} ${settings.azure?.apiKey}` }),
    ),
    /a key is in no error/,
  ],
  [
    'tries again by itself',
    (...asked) => right(...asked).catch(() => right(...asked)),
    /by the engine and not by the client/,
  ],
  [
    'cannot be stopped',
    (request, context, emit) => right(request, deaf(context), emit),
    /cancelled before it was made/,
  ],
  [
    'leaves listeners behind',
    (request, context, emit) => {
      context.signal.addEventListener('abort', () => {});
      return right(request, context, emit);
    },
    /no listeners behind/,
  ],
  [
    'leaves out the instruction',
    telling((message) => (message.role === 'system' ? undefined : message)),
    /reaches the service whole/,
  ],
  [
    'leaves out what was said before',
    asking((request) => ({ ...request, messages: request.messages.slice(-1) })),
    /reaches the service whole/,
  ],
  [
    'does not say that a tool failed',
    telling((message) => (message.role === 'tool' ? { ...message, isError: false } : message)),
    /a tool that failed/,
  ],
  [
    "does not show a tool's images",
    telling((message) =>
      message.role === 'tool'
        ? { ...message, content: message.content.filter(({ type }) => type === 'text') }
        : message,
    ),
    /images of a user and of a tool/,
  ],
  [
    'does not hear the parameters',
    asking((request) => ({ ...request, params: {} })),
    /the parameters of a request/,
  ],
  [
    'does not tell the form of an answer',
    asking((request) => without(request, 'output')),
    /the form of a structured answer/,
  ],
  ['offers no tools', asking((request) => ({ ...request, tools: [] })), /reaches the service whole/],
];

/** Buffers all pieces, so that they arrive as one. */
function held(emit: (event: ModelEvent) => void): (event: ModelEvent) => void {
  let first = true;
  return (event) => {
    if (first) emit(event);
    first = false;
  };
}

async function short(...asked: Parameters<Complete>): Promise<ModelResponse> {
  const [request, context, emit] = asked;
  let text = '';
  try {
    return await right(request, context, emit && ((event) => ((text += event.delta), emit(event))));
  } catch (error) {
    if (text === '') throw error;
    return { text, toolCalls: [], model: 'm', usage: { inputTokens: 0, outputTokens: 0 } };
  }
}

test('the provider passes the suite without a fault', async () => {
  expect(await brokenPromises(subject(right))).toEqual([]);
});

describe('the suite rejects a provider that', () => {
  // A fault may make cases hang until their timeout, so run the faults concurrently.
  test.concurrent.each(FAULTS)('%s', async (_, complete, found) => {
    expect((await brokenPromises(subject(complete))).join('\n')).toMatch(found);
  });
});
