import type { Message } from '@mcp-agent/core';
import { expect } from 'vitest';
import { answerHandler, type ProviderHarness, responseOf } from '../harness.ts';
import type { ProviderCase } from './case.ts';
import { LOOK } from './look.ts';

const PNG = { type: 'image', mimeType: 'image/png', data: 'aW1hZ2Utb2YtdGhlLXN1aXRl' } as const;

const user = (...content: Extract<Message, { role: 'user' }>['content']): Message => ({
  id: 'u',
  role: 'user',
  content,
});
const text = (words: string) => ({ type: 'text', text: words }) as const;

/** Sends a request, and returns the body that the service received. */
async function sentBody(
  { ask, protocol }: ProviderHarness,
  request: Parameters<ProviderHarness['ask']>[1],
): Promise<string> {
  const { outcome, service } = await ask(answerHandler(protocol, { text: 'x' }), request);
  responseOf(outcome);
  return JSON.stringify(service.requests[0]?.body);
}

/** An ID that also services with short IDs accept, such as Mistral's. */
const CALL_ID = 'callid001';

const THOUGHT = { text: 'I should look.', seal: 'c2VhbGVkLXRob3VnaHQ=' } as const;

const REASONING = [
  // Chat Completions has it in a field beside the calls.
  ['reasoning', 'returned-reasoning', 'text', 'a rake'],
  ['signed reasoning', 'sealed-thoughts', 'seal', 'call_1'],
] as const;

/** Cases about requests to a service. */
export const REQUESTS: readonly ProviderCase[] = [
  {
    title: 'a request has the whole conversation: instruction, question, calls, results, answer',
    run: async (harness) => {
      const messages: Message[] = [
        { id: '1', role: 'system', content: 'be brief' },
        user(text('what is there?')),
        {
          id: '3',
          role: 'assistant',
          text: 'let me see',
          toolCalls: [{ id: CALL_ID, name: 'look', arguments: { place: 'the shed' }, repeatable: true }],
        },
        { id: '4', role: 'tool', toolCallId: CALL_ID, content: [text('a rake')], isError: false },
        { id: '5', role: 'assistant', text: 'there is a rake', toolCalls: [] },
        user(text('and else?')),
      ];
      const sent = await sentBody(harness, { messages, tools: [LOOK] });
      const order = ['what is there?', 'let me see', 'the shed', 'a rake', 'there is a rake', 'and else?'];
      const places = order.map((words) => sent.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(sent).toContain('be brief');
      expect(sent.split(CALL_ID).length - 1).toBe(2);
      expect(sent).toContain('Looks at a place');
    },
  },
  {
    title: 'a failed tool call is sent as a failure, and an empty result is sent too',
    run: async (harness) => {
      const called: Message = {
        id: '1',
        role: 'assistant',
        text: '',
        toolCalls: [{ id: 'call_1', name: 'look', arguments: {}, repeatable: true }],
      };
      const result = { id: '2', role: 'tool', toolCallId: 'call_1' } as const;
      const send = (isError: boolean, words: string) =>
        sentBody(harness, {
          messages: [
            user(text('x')),
            called,
            { ...result, isError, content: words === '' ? [] : [text(words)] },
          ],
        });
      expect(await send(true, 'no such shed')).not.toBe(await send(false, 'no such shed'));
      expect(await send(true, 'no such shed')).toContain('no such shed');
      await send(false, '');
    },
  },
  {
    title: 'a request has its parameters',
    run: async (harness) => {
      const params = { model: 'a-model-of-choice', maxTokens: 4_321, temperature: 0.25 };
      const { outcome, service } = await harness.ask(answerHandler(harness.protocol, { text: 'x' }), {
        params,
      });
      responseOf(outcome);
      const [sent] = service.requests;
      expect(`${sent?.path} ${JSON.stringify(sent?.body)}`).toMatch(/a-model-of-choice/);
      expect(JSON.stringify(sent?.body)).toMatch(/4321.*0\.25|0\.25.*4321/);
    },
  },
  {
    title: 'images of a user and of a tool are sent; one of an unsupported type is sent as text',
    needs: 'images',
    run: async (harness) => {
      expect(await sentBody(harness, { messages: [user(text('what?'), PNG)] })).toContain(PNG.data);
      const called: Message = {
        id: '1',
        role: 'assistant',
        text: '',
        toolCalls: [{ id: 'call_1', name: 'look', arguments: {}, repeatable: true }],
      };
      const result: Message = { id: '2', role: 'tool', toolCallId: 'call_1', content: [PNG], isError: false };
      expect(await sentBody(harness, { messages: [user(text('x')), called, result] })).toContain(PNG.data);
      const odd = { type: 'image', mimeType: 'image/x-odd', data: 'b2RkLWltYWdl' } as const;
      const sent = await sentBody(harness, { messages: [user(odd)] });
      expect(sent).not.toContain(odd.data);
      expect(sent).toContain('image/x-odd');
    },
  },
  {
    title: 'a request has the schema of a structured answer, and the answer is returned unchanged',
    needs: 'structured',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const schema = {
        type: 'object',
        properties: { capital: { type: 'string' } },
        required: ['capital'],
        additionalProperties: false,
      };
      const output = { name: 'answer', schema };
      for (const written of ['{"capital":"Paris"}', '{"capitol":1}', 'Paris, of course.']) {
        const { outcome, service } = await ask(
          answerHandler(protocol, { text: written }),
          { output },
          { isStreamed },
        );
        expect(responseOf(outcome).text).toBe(written);
        expect(JSON.stringify(service.requests[0]?.body)).toContain('capital');
      }
    },
  },
  {
    title: 'a schema that the service does not support is still sent to the model',
    needs: 'structured',
    run: async (harness) => {
      const schema = {
        type: 'object',
        additionalProperties: { type: 'number' },
        description: 'prices-by-name',
      };
      const sent = await sentBody(harness, { output: { name: 'prices', schema }, params: { strict: true } });
      expect(sent).toContain('prices-by-name');
    },
  },
  ...REASONING.map(([title, needs, part, next]): ProviderCase => ({
    title: `${title} is sent back with the tool results that it led to`,
    needs,
    inBothModes: true,
    run: async (harness, isStreamed) => {
      const { ask, protocol, provider } = harness;
      const params = { model: 'stand-in-1' };
      const answer = {
        thought: THOUGHT,
        toolCalls: [{ id: 'call_1', name: 'look', arguments: '{}' }],
      };
      const { outcome } = await ask(answerHandler(protocol, answer), { params }, { isStreamed });
      const { text: answerText, toolCalls, providerData } = responseOf(outcome);
      if (providerData === undefined) throw new Error('The answer has no providerData.');
      const again = (name: string) =>
        sentBody(harness, {
          params,
          messages: [
            user(text('x')),
            {
              id: '1',
              role: 'assistant',
              text: answerText,
              toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
              providerData: { provider: name, data: providerData },
            },
            { id: '2', role: 'tool', toolCallId: 'call_1', content: [text('a rake')], isError: false },
          ],
        });
      const sent = await again(provider.name);
      expect(sent).toContain(THOUGHT[part]);
      expect(sent.indexOf(THOUGHT[part])).toBeLessThan(sent.indexOf(next));
      // Reasoning of another provider is not sent.
      expect(await again('another')).not.toContain(THOUGHT[part]);
    },
  })),
];
