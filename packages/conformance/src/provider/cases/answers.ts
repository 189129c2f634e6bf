import { expect } from 'vitest';
import { answering, modelErrorOf, REQUEST_ID, responseOf } from '../bench.ts';
import { WIRE_MODEL, WIRE_USAGE } from '../wire.ts';
import type { ProviderCase } from './case.ts';

const call = (name: string, args: string, id?: string) => ({
  name,
  arguments: args,
  ...(id !== undefined && { id }),
});

/** What is made of what a service answers. */
export const ANSWERS: readonly ProviderCase[] = [
  {
    promise: 'an answer comes with its text, the model that gave it, its tokens and its request id',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(answering(wire, { text: 'All is well.' }), {}, { isStreamed });
      const { text, toolCalls, model, usage, stopReason, requestId } = responseOf(outcome);
      expect({ text, toolCalls, model, stopReason, requestId }).toEqual({
        text: 'All is well.',
        toolCalls: [],
        model: WIRE_MODEL,
        stopReason: undefined,
        requestId: REQUEST_ID,
      });
      expect(usage).toMatchObject({ inputTokens: WIRE_USAGE.input, outputTokens: WIRE_USAGE.output });
    },
  },
  {
    promise: 'usage says how much of the input was cached and of the output thought',
    needs: 'detailed-usage',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(answering(wire, { text: 'x' }), {}, { isStreamed });
      const { cached: cachedInputTokens, reasoning: reasoningTokens } = WIRE_USAGE;
      expect(responseOf(outcome).usage).toMatchObject({ cachedInputTokens, reasoningTokens });
    },
  },
  {
    promise:
      'an answer that is told while it comes is the same as one that is not, and its pieces are its text',
    run: async ({ ask, wire, lacks }) => {
      const answer = {
        text: 'Ünïcode, in pieces: 日本語.',
        toolCalls: [call('look', '{"at":"x"}', 'call_1')],
      };
      const whole = await ask(answering(wire, answer));
      const streamed = await ask(answering(wire, answer), {}, { isStreamed: true });
      expect(responseOf(streamed.outcome)).toEqual(responseOf(whole.outcome));
      const texts = streamed.outcome.events.filter(({ type }) => type === 'text');
      expect(texts.length).toBeGreaterThan(lacks.includes('streams') ? 0 : 1);
      expect(texts.map(({ delta }) => delta).join('')).toBe(answer.text);
    },
  },
  {
    promise: 'what the model thinks is told apart from what it says',
    needs: 'reasoning',
    run: async ({ ask, wire }) => {
      const answer = { text: 'Four.', thought: { text: 'Two and two…', seal: 'sealed' } };
      const { outcome } = await ask(answering(wire, answer), {}, { isStreamed: true });
      expect(responseOf(outcome).text).toBe('Four.');
      const told = (type: string) =>
        outcome.events.map((event) => (event.type === type ? event.delta : '')).join('');
      expect([told('reasoning'), told('text')]).toEqual(['Two and two…', 'Four.']);
    },
  },
  {
    promise: 'several tool calls of one answer come in order, with their arguments read',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const toolCalls = [call('look', '{"at":{"x":[1,2]}}', 'call_1'), call('now', '', 'call_2')];
      const { outcome } = await ask(answering(wire, { toolCalls }), {}, { isStreamed });
      expect(responseOf(outcome).toolCalls).toEqual([
        { id: 'call_1', name: 'look', arguments: { at: { x: [1, 2] } } },
        { id: 'call_2', name: 'now', arguments: {} },
      ]);
    },
  },
  {
    promise: 'calls without an id, or with one id twice, can still be told apart',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const toolCalls = [call('a', '{}'), call('b', '{}', 'same'), call('c', '{}', 'same'), call('d', '{}')];
      const { outcome } = await ask(answering(wire, { toolCalls }), {}, { isStreamed });
      const ids = responseOf(outcome).toolCalls.map(({ id }) => id);
      expect(new Set(ids).size).toBe(4);
      for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
    },
  },
  ...['{"at": "x', '["x"]', '"x"', 'null'].map((written): ProviderCase => ({
    promise: `arguments that are ${written} are no arguments, and the model is told what is wrong`,
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const toolCalls = [call('look', written, 'call_1')];
      const { outcome } = await ask(answering(wire, { toolCalls }), {}, { isStreamed });
      const [made] = responseOf(outcome).toolCalls;
      expect(made).toMatchObject({ id: 'call_1', name: 'look', arguments: {} });
      expect(made?.invalidArguments).toContain(written);
    },
  })),
  {
    promise: 'a refusal is an answer that says that it is one, and why',
    needs: 'refusals',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(answering(wire, { refusal: 'I will not.' }), {}, { isStreamed });
      expect(responseOf(outcome)).toMatchObject({
        text: 'I will not.',
        stopReason: 'refusal',
        toolCalls: [],
      });
    },
  },
  {
    promise: 'an answer that reached its limit of tokens says so',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(
        answering(wire, { text: 'Once upon', isCutOff: true }),
        {},
        { isStreamed },
      );
      expect(responseOf(outcome)).toMatchObject({ text: 'Once upon', stopReason: 'max_tokens' });
    },
  },
  {
    promise: 'arguments that the limit of tokens cut off are told apart from a slip',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const toolCalls = [call('write', `{"text":"${'a'.repeat(5_000)}`, 'call_1')];
      const { outcome } = await ask(answering(wire, { toolCalls, isCutOff: true }), {}, { isStreamed });
      const { toolCalls: made, stopReason } = responseOf(outcome);
      expect(stopReason).toBe('max_tokens');
      expect(made[0]?.invalidArguments).toMatch(/token limit/);
      expect(made[0]?.invalidArguments?.length).toBeLessThan(1_000);
    },
  },
  {
    promise: 'an answer of nothing is an error that may pass, and no empty text',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(answering(wire, { text: '' }), {}, { isStreamed });
      expect(modelErrorOf(outcome)).toMatchObject({ requestId: REQUEST_ID });
      expect(modelErrorOf(outcome).nonRetryable).not.toBe(true);
    },
  },
  {
    promise: 'an answer that used up its tokens before it began is an error, and final',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const { outcome } = await ask(answering(wire, { text: '', isCutOff: true }), {}, { isStreamed });
      expect(modelErrorOf(outcome)).toMatchObject({ nonRetryable: true });
    },
  },
];
