import type { Message } from '@mcp-agent/core';
import type { OfferedTool } from '@mcp-agent/core/provider';
import { expect } from 'vitest';
import { answering, type Bench, responseOf } from '../bench.ts';
import type { ProviderCase } from './case.ts';

const PNG = { type: 'image', mimeType: 'image/png', data: 'aW1hZ2Utb2YtdGhlLXN1aXRl' } as const;

const user = (...content: Extract<Message, { role: 'user' }>['content']): Message => ({
  id: 'u',
  role: 'user',
  content,
});
const text = (words: string) => ({ type: 'text', text: words }) as const;

const LOOK: OfferedTool = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: {
    name: 'look',
    description: 'Looks at a place',
    inputSchema: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
    repeatable: true,
  },
};

/** What the service is sent for a conversation, as text. */
async function sentFor({ ask, wire }: Bench, request: Parameters<Bench['ask']>[1]): Promise<string> {
  const { outcome, service } = await ask(answering(wire, { text: 'x' }), request);
  responseOf(outcome);
  return JSON.stringify(service.requests[0]?.body);
}

/** What reaches a service. */
export const REQUESTS: readonly ProviderCase[] = [
  {
    promise: 'a conversation reaches the service whole: instruction, question, calls, results, answer',
    run: async (bench) => {
      const messages: Message[] = [
        { id: '1', role: 'system', content: 'be brief' },
        user(text('what is there?')),
        {
          id: '3',
          role: 'assistant',
          text: 'let me see',
          toolCalls: [{ id: 'call_1', name: 'look', arguments: { place: 'the shed' }, repeatable: true }],
        },
        { id: '4', role: 'tool', toolCallId: 'call_1', content: [text('a rake')], isError: false },
        { id: '5', role: 'assistant', text: 'there is a rake', toolCalls: [] },
        user(text('and else?')),
      ];
      const sent = await sentFor(bench, { messages, tools: [LOOK] });
      const order = ['what is there?', 'let me see', 'the shed', 'a rake', 'there is a rake', 'and else?'];
      const places = order.map((words) => sent.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(sent).toContain('be brief');
      expect(sent.split('call_1').length - 1).toBe(2);
      expect(sent).toContain('Looks at a place');
    },
  },
  {
    promise: 'a tool that failed is told to the model as one, and one that gave nothing is no empty message',
    run: async (bench) => {
      const called: Message = {
        id: '1',
        role: 'assistant',
        text: '',
        toolCalls: [{ id: 'call_1', name: 'look', arguments: {}, repeatable: true }],
      };
      const result = { id: '2', role: 'tool', toolCallId: 'call_1' } as const;
      const tell = (isError: boolean, words: string) =>
        sentFor(bench, {
          messages: [
            user(text('x')),
            called,
            { ...result, isError, content: words === '' ? [] : [text(words)] },
          ],
        });
      expect(await tell(true, 'no such shed')).not.toBe(await tell(false, 'no such shed'));
      expect(await tell(true, 'no such shed')).toContain('no such shed');
      await tell(false, '');
    },
  },
  {
    promise: 'the parameters of a request reach the service',
    run: async (bench) => {
      const params = { model: 'a-model-of-choice', maxTokens: 4_321, temperature: 0.25 };
      const { outcome, service } = await bench.ask(answering(bench.wire, { text: 'x' }), { params });
      responseOf(outcome);
      const [sent] = service.requests;
      expect(`${sent?.path} ${JSON.stringify(sent?.body)}`).toMatch(/a-model-of-choice/);
      expect(JSON.stringify(sent?.body)).toMatch(/4321.*0\.25|0\.25.*4321/);
    },
  },
  {
    promise: 'images of a user and of a tool are shown to the model, and another kind is a word',
    needs: 'images',
    run: async (bench) => {
      expect(await sentFor(bench, { messages: [user(text('what?'), PNG)] })).toContain(PNG.data);
      const called: Message = {
        id: '1',
        role: 'assistant',
        text: '',
        toolCalls: [{ id: 'call_1', name: 'look', arguments: {}, repeatable: true }],
      };
      const shown: Message = { id: '2', role: 'tool', toolCallId: 'call_1', content: [PNG], isError: false };
      expect(await sentFor(bench, { messages: [user(text('x')), called, shown] })).toContain(PNG.data);
      const odd = { type: 'image', mimeType: 'image/x-odd', data: 'b2RkLWltYWdl' } as const;
      const sent = await sentFor(bench, { messages: [user(odd)] });
      expect(sent).not.toContain(odd.data);
      expect(sent).toContain('image/x-odd');
    },
  },
  {
    promise: 'the form of a structured answer reaches the service, and what it answers is given as it is',
    needs: 'structured',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const schema = {
        type: 'object',
        properties: { capital: { type: 'string' } },
        required: ['capital'],
        additionalProperties: false,
      };
      const output = { name: 'answer', schema };
      for (const written of ['{"capital":"Paris"}', '{"capitol":1}', 'Paris, of course.']) {
        const { outcome, service } = await ask(
          answering(wire, { text: written }),
          { output },
          { isStreamed },
        );
        expect(responseOf(outcome).text).toBe(written);
        expect(JSON.stringify(service.requests[0]?.body)).toContain('capital');
      }
    },
  },
  {
    promise: 'a form that the service cannot keep to is still told to the model',
    needs: 'structured',
    run: async (bench) => {
      const schema = {
        type: 'object',
        additionalProperties: { type: 'number' },
        description: 'prices-by-name',
      };
      const sent = await sentFor(bench, { output: { name: 'prices', schema }, params: { strict: true } });
      expect(sent).toContain('prices-by-name');
    },
  },
  {
    promise: 'thoughts that the service sealed go back to it with the results of the tools that they led to',
    needs: 'sealed-thoughts',
    inBothModes: true,
    run: async (bench, isStreamed) => {
      const { ask, wire, provider } = bench;
      const params = { model: 'stand-in-1' };
      const answer = {
        thought: { text: 'I should look.', seal: 'c2VhbGVkLXRob3VnaHQ=' },
        toolCalls: [{ id: 'call_1', name: 'look', arguments: '{}' }],
      };
      const { outcome } = await ask(answering(wire, answer), { params }, { isStreamed });
      const { text: said, toolCalls, providerData } = responseOf(outcome);
      if (providerData === undefined) throw new Error('The answer has no providerData.');
      const again = (name: string) =>
        sentFor(bench, {
          params,
          messages: [
            user(text('x')),
            {
              id: '1',
              role: 'assistant',
              text: said,
              toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
              providerData: { provider: name, data: providerData },
            },
            { id: '2', role: 'tool', toolCallId: 'call_1', content: [text('a rake')], isError: false },
          ],
        });
      const sent = await again(provider.name);
      expect(sent).toContain(answer.thought.seal);
      expect(sent.indexOf(answer.thought.seal)).toBeLessThan(sent.indexOf('call_1'));
      // Another provider's is not its own.
      expect(await again('another')).not.toContain(answer.thought.seal);
    },
  },
];
