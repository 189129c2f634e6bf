import { expect } from 'vitest';
import { answerHandler, modelErrorOf, REQUEST_ID, responseOf } from '../harness.ts';
import { STAND_IN_MODEL, STAND_IN_USAGE } from '../protocol.ts';
import type { ProviderCase } from './case.ts';

const call = (name: string, args: string, id?: string) => ({
  name,
  arguments: args,
  ...(id !== undefined && { id }),
});

/** Cases about answers of a service. */
export const ANSWERS: readonly ProviderCase[] = [
  {
    title: 'an answer has its text, model, token usage and request ID',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(answerHandler(protocol, { text: 'All is well.' }), {}, { isStreamed });
      const { text, toolCalls, model, usage, stopReason, requestId } = responseOf(outcome);
      expect({ text, toolCalls, model, stopReason, requestId }).toEqual({
        text: 'All is well.',
        toolCalls: [],
        model: STAND_IN_MODEL,
        stopReason: undefined,
        requestId: REQUEST_ID,
      });
      expect(usage).toMatchObject({ inputTokens: STAND_IN_USAGE.input, outputTokens: STAND_IN_USAGE.output });
    },
  },
  {
    title: 'usage has the cached input tokens and the reasoning tokens',
    needs: 'detailed-usage',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(answerHandler(protocol, { text: 'x' }), {}, { isStreamed });
      const { cached: cachedInputTokens, reasoning: reasoningTokens } = STAND_IN_USAGE;
      expect(responseOf(outcome).usage).toMatchObject({ cachedInputTokens, reasoningTokens });
    },
  },
  {
    title: 'a streamed answer equals one that is not streamed, and its text events add up to its text',
    run: async ({ ask, protocol, lacks }) => {
      const answer = {
        text: 'Ünïcode, in pieces: 日本語.',
        toolCalls: [call('look', '{"at":"x"}', 'call_1')],
      };
      const whole = await ask(answerHandler(protocol, answer));
      const streamed = await ask(answerHandler(protocol, answer), {}, { isStreamed: true });
      expect(responseOf(streamed.outcome)).toEqual(responseOf(whole.outcome));
      const texts = streamed.outcome.events.filter(({ type }) => type === 'text');
      expect(texts.length).toBeGreaterThan(lacks.includes('streams') ? 0 : 1);
      expect(texts.map(({ delta }) => delta).join('')).toBe(answer.text);
    },
  },
  {
    title: 'reasoning is emitted separately from the text',
    needs: 'reasoning',
    run: async ({ ask, protocol }) => {
      const answer = { text: 'Four.', thought: { text: 'Two and two…', seal: 'sealed' } };
      const { outcome } = await ask(answerHandler(protocol, answer), {}, { isStreamed: true });
      expect(responseOf(outcome).text).toBe('Four.');
      const joined = (type: string) =>
        outcome.events.map((event) => (event.type === type ? event.delta : '')).join('');
      expect([joined('reasoning'), joined('text')]).toEqual(['Two and two…', 'Four.']);
    },
  },
  {
    title: 'several tool calls of one answer are returned in order, with parsed arguments',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const toolCalls = [call('look', '{"at":{"x":[1,2]}}', 'call_1'), call('now', '', 'call_2')];
      const { outcome } = await ask(answerHandler(protocol, { toolCalls }), {}, { isStreamed });
      expect(responseOf(outcome).toolCalls).toEqual([
        { id: 'call_1', name: 'look', arguments: { at: { x: [1, 2] } } },
        { id: 'call_2', name: 'now', arguments: {} },
      ]);
    },
  },
  {
    title: 'tool calls without an ID, or with a duplicate ID, get unique IDs',
    needs: 'missing-ids',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const toolCalls = [call('a', '{}'), call('b', '{}', 'same'), call('c', '{}', 'same'), call('d', '{}')];
      const { outcome } = await ask(answerHandler(protocol, { toolCalls }), {}, { isStreamed });
      const ids = responseOf(outcome).toolCalls.map(({ id }) => id);
      expect(new Set(ids).size).toBe(4);
      for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
    },
  },
  ...['{"at": "x', '["x"]', '"x"', 'null'].map((written): ProviderCase => ({
    title: `the arguments ${written} are invalid, and the tool call has the reason for the model`,
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const toolCalls = [call('look', written, 'call_1')];
      const { outcome } = await ask(answerHandler(protocol, { toolCalls }), {}, { isStreamed });
      const [made] = responseOf(outcome).toolCalls;
      expect(made).toMatchObject({ id: 'call_1', name: 'look', arguments: {} });
      expect(made?.invalidArguments).toContain(written);
    },
  })),
  {
    title: 'a refusal returns its text and the stop reason refusal',
    needs: 'refusals',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(answerHandler(protocol, { refusal: 'I will not.' }), {}, { isStreamed });
      expect(responseOf(outcome)).toMatchObject({
        text: 'I will not.',
        stopReason: 'refusal',
        toolCalls: [],
      });
    },
  },
  {
    title: 'an answer that reached its token limit has the stop reason max_tokens',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(
        answerHandler(protocol, { text: 'Once upon', isCutOff: true }),
        {},
        { isStreamed },
      );
      expect(responseOf(outcome)).toMatchObject({ text: 'Once upon', stopReason: 'max_tokens' });
    },
  },
  {
    title: 'an answer with a stop reason that is not known is returned with its text',
    needs: 'unknown-stop-reasons',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const answer = { text: 'All is well.', stopReason: 'tea_time' };
      const { outcome } = await ask(answerHandler(protocol, answer), {}, { isStreamed });
      const { text, stopReason } = responseOf(outcome);
      expect([text, stopReason]).toEqual(['All is well.', undefined]);
    },
  },
  {
    title: 'an answer without token usage is returned with its text',
    needs: 'missing-usage',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const answer = { text: 'All is well.', isWithoutUsage: true };
      const { outcome } = await ask(answerHandler(protocol, answer), {}, { isStreamed });
      const { text, usage } = responseOf(outcome);
      expect([text, usage.inputTokens, usage.outputTokens]).toEqual(['All is well.', 0, 0]);
    },
  },
  {
    title: 'invalid arguments name the token limit if it has truncated them',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const toolCalls = [call('write', `{"text":"${'a'.repeat(5_000)}`, 'call_1')];
      const { outcome } = await ask(
        answerHandler(protocol, { toolCalls, isCutOff: true }),
        {},
        { isStreamed },
      );
      const { toolCalls: made, stopReason } = responseOf(outcome);
      expect(stopReason).toBe('max_tokens');
      expect(made[0]?.invalidArguments).toMatch(/token limit/);
      expect(made[0]?.invalidArguments?.length).toBeLessThan(1_000);
    },
  },
  {
    title: 'an empty answer is a retryable error, and not an empty text',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(answerHandler(protocol, { text: '' }), {}, { isStreamed });
      expect(modelErrorOf(outcome)).toMatchObject({ requestId: REQUEST_ID });
      expect(modelErrorOf(outcome).nonRetryable).not.toBe(true);
    },
  },
  {
    title: 'an answer that reached its token limit without text is a non-retryable error',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const { outcome } = await ask(
        answerHandler(protocol, { text: '', isCutOff: true }),
        {},
        { isStreamed },
      );
      expect(modelErrorOf(outcome)).toMatchObject({ nonRetryable: true });
    },
  },
];
