import type { ActivityContext, Message } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelProvider, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  failedCases,
  chatCompletionsProtocol,
  type ProviderUnderTest,
} from '@mcp-agent/conformance/provider';
import { describe, expect, test } from 'vitest';
import { azureProvider } from '../../packages/llm-openai/src/provider.ts';

type Complete = ModelProvider['complete'];

/** A provider that passes the suite, with one fault. Azure's, because it reads no other settings. */
function subject(complete: Complete): ProviderUnderTest {
  return {
    name: 'broken',
    provider: { name: 'azure', complete },
    protocol: chatCompletionsProtocol,
    settings: (origin, apiKey) => ({ azure: { apiKey, endpoint: origin } }),
    named: (origin, apiKey) => ({ provider: 'azure', apiKey, endpoint: origin }),
    lacks: ['returned-reasoning', 'sealed-thoughts'],
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
  ['forgets the request id', answering((answer) => without(answer, 'requestId')), /request ID/],
  [
    'forgets the usage',
    answering((answer) => ({ ...answer, usage: { inputTokens: 0, outputTokens: 0 } })),
    /token usage/,
  ],
  [
    'forgets what was cached',
    answering(({ usage: { inputTokens, outputTokens }, ...answer }) => ({
      ...answer,
      usage: { inputTokens, outputTokens },
    })),
    /usage has the cached/,
  ],
  [
    'forgets why the model stopped',
    answering((answer) => without(answer, 'stopReason')),
    /a refusal returns/,
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
    /get unique IDs/,
  ],
  [
    'calls tools with arguments that are none',
    answering((answer) => ({
      ...answer,
      toolCalls: answer.toolCalls.map((call) => without(call, 'invalidArguments')),
    })),
    /the arguments .* are invalid/,
  ],
  [
    'tells the answer at its end',
    (request, context, emit) => right(request, context, emit && held(emit)),
    /add up to its text/,
  ],
  [
    'tells nothing of the answer',
    (request, context, emit) => right(request, context, emit && (() => {})),
    /add up to its text/,
  ],
  ['makes a short answer of a broken one', short, /never a truncated answer \(streamed\)/],
  [
    'takes every failure for final',
    failing((error) => withFields(error, { nonRetryable: true })),
    /429 is retryable/,
  ],
  [
    'takes no failure for final',
    failing((error) => withFields(error, { nonRetryable: false })),
    /a wrong key \(401\) is a non-retryable/,
  ],
  [
    'does not hear when to come back',
    failing((error) => withFields(error, { nextRetryDelayMs: undefined })),
    /Retry-After of 429/,
  ],
  [
    'throws errors of its client',
    failing(({ message }) => new Error(message)),
    /an unknown model \(404\) is a non-retryable/,
  ],
  [
    'explains nothing',
    failing((error) =>
      Object.assign(error, {
        message: `${error.message.split(': ')[0]}: The message of the service. ${error.model}`,
      }),
    ),
    /with advice/,
  ],
  [
    'shows the key',
    failing((error, [, { settings }]) =>
      Object.assign(error, { message: `${error.message} ${settings.azure?.apiKey}` }),
    ),
    /no error contains the API key/,
  ],
  [
    'tries again by itself',
    (...asked) => right(...asked).catch(() => right(...asked)),
    /the client does not retry/,
  ],
  [
    'cannot be stopped',
    (request, context, emit) => right(request, deaf(context), emit),
    /cancelled before it started/,
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
    /has the whole conversation/,
  ],
  [
    'leaves out what was said before',
    asking((request) => ({ ...request, messages: request.messages.slice(-1) })),
    /has the whole conversation/,
  ],
  [
    'does not say that a tool failed',
    telling((message) => (message.role === 'tool' ? { ...message, isError: false } : message)),
    /a failed tool call/,
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
    /a request has its parameters/,
  ],
  [
    'does not tell the form of an answer',
    asking((request) => without(request, 'output')),
    /the schema of a structured answer/,
  ],
  [
    'waits for the service for a day',
    failing((error) =>
      error.message.includes('accepts requests again')
        ? withFields(error, { nonRetryable: false, nextRetryDelayMs: 86_400_000 })
        : error,
    ),
    /Retry-After beyond the cap/,
  ],
  [
    'loses the words of the service',
    failing((error) => Object.assign(error, { message: 'The stream ended.' })),
    /has the words of the service/,
  ],
  [
    'rejects an answer without token usage',
    answering((answer) => {
      if (answer.usage.inputTokens === 0) throw new TypeError('The answer has no usage.');
      return answer;
    }),
    /an answer without token usage/,
  ],
  [
    'does not hear which tools the model may call',
    asking((request) => ({ ...request, params: without(request.params, 'toolChoice') })),
    /which tools the model may call/,
  ],
  [
    'trips over data of another provider',
    telling((message) => {
      if (message.role === 'assistant' && message.providerData !== undefined)
        throw new TypeError('No items.');
      return message;
    }),
    /data of another provider/,
  ],
  [
    'sends any media',
    telling((message) =>
      message.role === 'user'
        ? {
            ...message,
            content: message.content.map((part) =>
              part.type === 'file' ? { type: 'image', mimeType: 'image/png', data: part.data } : part,
            ),
          }
        : message,
    ),
    /a part that services do not accept \(file\)/,
  ],
  [
    'asks its own service for a named one',
    asking((request) => ({ ...request, params: without(request.params, 'service') })),
    /a named service and the provider's own/,
  ],
  ['offers no tools', asking((request) => ({ ...request, tools: [] })), /has the whole conversation/],
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
  expect(await failedCases(subject(right))).toEqual([]);
});

describe('the suite rejects a provider that', () => {
  // A fault may make cases hang until their timeout, so run the faults concurrently.
  test.concurrent.each(FAULTS)('%s', async (_, complete, found) => {
    expect((await failedCases(subject(complete))).join('\n')).toMatch(found);
  });
});
