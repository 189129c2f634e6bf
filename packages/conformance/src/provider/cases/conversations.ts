import type { ContentPart, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { expect } from 'vitest';
import { answerHandler, type ProviderHarness, responseOf } from '../harness.ts';
import type { ProviderCase } from './case.ts';
import { LOOK } from './look.ts';

const text = (words: string) => ({ type: 'text', text: words }) as const;
const user = (...content: readonly ContentPart[]): Message => ({ id: 'u', role: 'user', content });

function called(name = 'look'): Extract<Message, { role: 'assistant' }> {
  const toolCalls = [{ id: 'call_1', name, arguments: {}, repeatable: true }];
  return { id: 'a', role: 'assistant', text: 'I look.', toolCalls };
}

function result(...content: readonly ContentPart[]): Message {
  return { id: 't', role: 'tool', toolCallId: 'call_1', content, isError: false };
}

/** Sends a conversation, and returns the body that the service received. */
async function sent({ ask, protocol }: ProviderHarness, messages: readonly Message[]): Promise<JsonValue> {
  const { outcome, service } = await ask(answerHandler(protocol, { text: 'x' }), { messages, tools: [LOOK] });
  responseOf(outcome);
  return service.requests[0]?.body ?? null;
}

/** Returns the blank texts in a body, which services reject. */
function blankTexts(value: JsonValue, key = ''): string[] {
  if (typeof value === 'string') {
    return value.trim() === '' && /^(?:text|content|output|result)$/.test(key) ? [JSON.stringify(value)] : [];
  }
  if (Array.isArray(value)) return value.flatMap((one) => blankTexts(one, key));
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, one]) => blankTexts(one, name)) : [];
}

const ODD: readonly ContentPart[] = [
  { type: 'file', data: 'b2RkLWRhdGE=', mimeType: 'application/x-odd' },
  { type: 'audio', data: 'b2RkLWRhdGE=', mimeType: 'audio/x-odd' },
  { type: 'url', url: 'ftp://example.com/odd', mimeType: 'application/x-odd' },
];

/** Data that no provider has made, or another one. */
const STRANGE: readonly JsonValue[] = [null, 'x', 7, [null, 'text', { type: 'thinking' }], { items: [{}] }];

/** Cases about conversations that services reject unless a provider adapts them. */
export const CONVERSATIONS: readonly ProviderCase[] = [
  {
    title: 'a tool result without text is sent with words',
    run: async (harness) => {
      for (const content of [[], [text('')], [text(' \n')]]) {
        const body = await sent(harness, [user(text('x')), called(), result(...content)]);
        expect(blankTexts(body)).toEqual([]);
      }
    },
  },
  {
    title: 'a text that is blank is not sent',
    run: async (harness) => {
      const answer: Message = { id: 'a', role: 'assistant', text: 'Yes.', toolCalls: [] };
      for (const content of [[text(' \n'), text('go on')], [text('')], [text('\n')]]) {
        const body = await sent(harness, [user(text('x')), answer, user(...content)]);
        expect(blankTexts(body)).toEqual([]);
      }
    },
  },
  {
    title: 'a tool name that the model made up is sent back in a form that services accept',
    run: async (harness) => {
      for (const name of ['functions.look', 'ein Gerät', '']) {
        const body = JSON.stringify(
          await sent(harness, [user(text('x')), called(name), result(text('No.'))]),
        );
        expect(body).not.toContain(`"name":${JSON.stringify(name)}`);
        expect(body).toContain('No.');
      }
    },
  },
  {
    title: 'data of another provider, or of another form, is ignored, and its message is sent',
    run: async (harness) => {
      for (const provider of [harness.provider.name, 'another']) {
        for (const data of STRANGE) {
          const strange = { ...called(), providerData: { provider, data } };
          const body = JSON.stringify(
            await sent(harness, [user(text('x')), strange, result(text('a rake'))]),
          );
          const places = ['I look.', 'look', 'a rake'].map((words) => body.indexOf(words));
          expect(places).not.toContain(-1);
        }
      }
    },
  },
  ...ODD.map((part): ProviderCase => ({
    title: `a part that services do not accept (${part.type}) is sent as text`,
    run: async (harness) => {
      const body = JSON.stringify(await sent(harness, [user(text('See.'), part)]));
      expect(body).toContain('x-odd');
      expect(body).not.toContain('b2RkLWRhdGE=');
    },
  })),
  {
    title: 'which tools the model may call is sent',
    needs: 'tool-choice',
    run: async ({ ask, protocol }) => {
      const bodies = new Set<string>();
      for (const toolChoice of ['auto', 'required', 'none', { tool: 'look' }] as const) {
        const handler = answerHandler(protocol, { text: 'x' });
        const { outcome, service } = await ask(handler, { tools: [LOOK], params: { toolChoice } });
        responseOf(outcome);
        bodies.add(JSON.stringify(service.requests[0]?.body));
      }
      expect(bodies.size).toBe(4);
    },
  },
];
