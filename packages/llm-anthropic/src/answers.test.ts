import type { JsonObject } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import {
  answerTo,
  answerToMessage,
  calls,
  eventsFor,
  modelErrorOf,
  type Outcome,
  responseOf,
  result,
  text,
  use,
  user,
} from './test-support/ask.ts';

const AFTER_RESULT: Partial<ModelRequest> = {
  messages: [user('What is there?'), calls(['c1']), result('c1', 'a rake')],
};

const FORMS: readonly (readonly [
  string,
  (blocks: readonly JsonObject[], stop: string, asked?: Partial<ModelRequest>) => Promise<Outcome>,
])[] = [
  ['streamed', (blocks, stop, asked) => answerTo(eventsFor(blocks, stop), asked)],
  [
    'whole',
    (blocks, stop, asked) =>
      answerToMessage(
        {
          type: 'message',
          model: 'stand-in-1',
          content: [...blocks],
          stop_reason: stop,
          usage: { input_tokens: 10, output_tokens: 5 },
        },
        asked,
      ),
  ],
];

describe.each(FORMS)('%s', (_, answer) => {
  test.each([
    ['end_turn without content after a tool result', [], 'end_turn'],
    ['end_turn with an empty text after a tool result', [text('')], 'end_turn'],
    [
      'end_turn with only thinking after a tool result',
      [{ type: 'thinking', thinking: 'Done.', signature: 's' }],
      'end_turn',
    ],
  ])('%s is an empty answer', async (__, blocks, stop) => {
    expect(responseOf(await answer(blocks, stop, AFTER_RESULT))).toMatchObject({ text: '', toolCalls: [] });
  });

  test.each([
    ['an empty first answer', [], 'end_turn', {}, false],
    [
      'an empty answer to a later question',
      [text(' ')],
      'end_turn',
      {
        messages: [
          user('a'),
          calls(['c1']),
          result('c1', 'x'),
          { id: '1', role: 'assistant', text: 'b', toolCalls: [] },
          user('c'),
        ],
      },
      false,
    ],
    ['a pause without content', [], 'pause_turn', {}, false],
    ['an answer whose tokens are spent', [], 'max_tokens', AFTER_RESULT, true],
  ] as const)('%s is an error with its usage', async (__, blocks, stop, asked, isFinal) => {
    const error = modelErrorOf(await answer(blocks, stop, asked));
    expect(error.nonRetryable ?? false).toBe(isFinal);
    expect(error.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
  });

  test('a full context window is an error with its reason, and cuts an answer that has begun', async () => {
    const stop = 'model_context_window_exceeded';
    expect(modelErrorOf(await answer([], stop))).toMatchObject({
      nonRetryable: true,
      reason: 'context_length',
    });
    expect(responseOf(await answer([text('Once')], stop))).toMatchObject({
      text: 'Once',
      stopReason: 'max_tokens',
    });
  });

  test('a tool call in a refusal is not returned', async () => {
    const {
      text: words,
      toolCalls,
      stopReason,
    } = responseOf(await answer([text('I wi'), use('c1')], 'refusal'));
    expect({ words, toolCalls, stopReason }).toEqual({ words: 'I wi', toolCalls: [], stopReason: 'refusal' });
  });

  test('the input at the start of a tool call is read, whatever its form', async () => {
    const blocks = [use('c1', { at: 'x' }), use('c2', '{"at":"y"}'), use('c3', {})];
    const { toolCalls } = responseOf(await answer(blocks, 'tool_use'));
    expect(toolCalls.map((call) => call.arguments)).toEqual([{ at: 'x' }, { at: 'y' }, {}]);
  });

  test('a pause returns its blocks to be continued', async () => {
    const call = { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } };
    expect(responseOf(await answer([call], 'pause_turn'))).toMatchObject({
      text: '',
      stopReason: 'pause',
      providerData: { blocks: [call] },
    });
  });

  test('citations become sources, each once', async () => {
    const citation = {
      type: 'web_search_result_location',
      url: 'https://a.example/',
      title: 'A',
      encrypted_index: 'e',
    };
    const cited = {
      ...text('So it is.'),
      citations: [citation, citation, { type: 'char_location', cited_text: 'x' }],
    };
    expect(responseOf(await answer([cited], 'end_turn')).sources).toEqual([
      { url: 'https://a.example/', title: 'A' },
    ]);
  });

  test('unknown blocks and stop reasons are ignored', async () => {
    const { text: words, stopReason } = responseOf(
      await answer([{ type: 'hologram' }, text('Yes.')], 'bored'),
    );
    expect({ words, stopReason }).toEqual({ words: 'Yes.', stopReason: undefined });
  });
});
