import type { AssistantMessage, JsonValue, Message } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import { ask, completion, errorOf, LOOK, startWire, user } from './test-support/ask.ts';
import {
  ANTHROPIC,
  CALLED,
  COMPATIBLE,
  message,
  params,
  result,
  settingsFor,
} from './test-support/conversation.ts';

const PNG = { type: 'image', mimeType: 'image/png', data: 'aW1hZ2U=' } as const;
const PDF = { type: 'file', mimeType: 'application/pdf', data: 'cGRm', name: 'a.pdf' } as const;
const AUDIO = { type: 'audio', mimeType: 'audio/wav', data: 'YXVkaW8=' } as const;
const LINK = { type: 'url', mimeType: 'image/png', url: 'https://example.com/a.png' } as const;

/** What a package sends for a conversation. */
async function sent(name: string, messages: readonly Message[]): Promise<string> {
  const answer = name === ANTHROPIC ? message([{ type: 'text', text: 'Fine.' }]) : completion();
  await using wire = await startWire(answer);
  await ask(settingsFor(name, wire), { messages, params, tools: [LOOK] });
  return JSON.stringify(wire.requests[0]?.body);
}

function said(response: ModelResponse): AssistantMessage {
  const { text, toolCalls, providerData } = response;
  return {
    id: 'a',
    role: 'assistant',
    text,
    toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
    ...(providerData !== undefined && { providerData: { provider: 'ai-sdk', data: providerData } }),
  };
}

describe('parts of a message', () => {
  test.each([
    [ANTHROPIC, [PNG.data, PDF.data, LINK.url, '[audio audio/wav]']],
    [COMPATIBLE, [PNG.data, PDF.data, AUDIO.data, `[image/png ${LINK.url}]`]],
  ])('are sent to %s, or a text stands for them', async (name, expected) => {
    for (const part of [PNG, PDF, AUDIO, LINK]) {
      const body = await sent(name, [
        { id: 'u', role: 'user', content: [{ type: 'text', text: 'See.' }, part] },
      ]);
      const found = expected.filter((words) => body.includes(words));
      expect(found.length, `${part.type}: ${body}`).toBeGreaterThan(0);
    }
  });

  test('of a tool result go where the service accepts them', async () => {
    const messages = [user('x'), CALLED, result({ type: 'text', text: 'seen' }, PNG)];
    expect(await sent(ANTHROPIC, messages)).toMatch(/"tool_result".*aW1hZ2U=/);
    const chat = await sent(COMPATIBLE, messages);
    expect(chat).toMatch(/"role":"tool".*"role":"user".*aW1hZ2U=/);
    expect(chat.split(PNG.data)).toHaveLength(2);
  });

  test.each([ANTHROPIC, COMPATIBLE])('that are blank are not sent to %s', async (name) => {
    const blank: Message = {
      id: 'u',
      role: 'user',
      content: [
        { type: 'text', text: ' \n' },
        { type: 'text', text: 'x' },
      ],
    };
    const silent: Message = { id: 'a', role: 'assistant', text: '', toolCalls: [] };
    const body = await sent(name, [blank, silent, user('y'), CALLED, result({ type: 'text', text: '' })]);
    expect(body).not.toMatch(/"(?:text|content)":"\s*(?:\\n)?"/);
    expect(body).toContain('(The tool returned nothing.)');
  });

  test('have a legal tool name, whatever the model made up', async () => {
    for (const name of ['functions.look', '', 'ä'.repeat(100)]) {
      const made: Message = {
        ...CALLED,
        toolCalls: [{ id: 'call_1', name, arguments: {}, repeatable: true }],
      };
      const body = await sent(COMPATIBLE, [user('x'), made, result()]);
      expect(/"tool_calls":\[.*?"name":"([^"]*)"/.exec(body)?.[1]).toMatch(/^[\w-]{1,64}$/);
    }
  });
});

test('calls of other providers have legal IDs, which differ from turn to turn', async () => {
  const turn = (id: string): Message[] => [
    { ...CALLED, toolCalls: [{ id, name: 'look', arguments: {}, repeatable: true }] },
    { id: 't', role: 'tool', toolCallId: id, content: [], isError: false },
  ];
  const body = await sent(ANTHROPIC, [user('x'), ...turn('call:1/x'), ...turn('call_0'), ...turn('call_0')]);
  const ids = [...body.matchAll(/"type":"tool_use","id":"([^"]*)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[\w-]{1,64}$/);
  expect([...body.matchAll(/"tool_use_id":"([^"]*)"/g)].map(([, id]) => id)).toEqual(ids);
});

describe('what a service must see again', () => {
  const SEARCH: JsonValue[] = [
    { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'a' } },
    {
      type: 'web_search_tool_result',
      tool_use_id: 'srvtoolu_1',
      content: [
        {
          type: 'web_search_result',
          url: 'https://a.example/',
          title: 'A',
          encrypted_content: 'SEALED',
          page_age: null,
        },
      ],
    },
    { type: 'text', text: 'It is A.' },
  ];

  test('tools of the service, with their sources, after a paused turn', async () => {
    await using wire = await startWire(message(SEARCH, 'pause_turn'));
    const settings = settingsFor(ANTHROPIC, wire);
    const request = { params: { ...params, serviceTools: ['web_search'] as const } };
    const { response } = await ask(settings, request);
    expect(wire.requests[0]?.body).toMatchObject({ tools: [{ type: 'web_search_20250305' }] });
    expect(response).toMatchObject({
      text: 'It is A.',
      toolCalls: [],
      stopReason: 'pause',
      sources: [{ url: 'https://a.example/', title: 'A' }],
      usage: { inputTokens: 12, cachedInputTokens: 3, cacheWriteInputTokens: 4 },
    });
    await ask(settings, { ...request, messages: [user('x'), said(response)] });
    const again = JSON.stringify(wire.requests[1]?.body);
    expect(again.indexOf('srvtoolu_1')).toBeLessThan(again.indexOf('SEALED'));
    expect(again.indexOf('SEALED')).toBeLessThan(again.indexOf('It is A.'));
  });

  test('a tool that the provider does not have is a permanent error', async () => {
    await using wire = await startWire(completion());
    const asking = ask(settingsFor(COMPATIBLE, wire), {
      params: { ...params, serviceTools: ['web_search'] },
    });
    const error = await errorOf(asking);
    expect(error).toMatchObject({ nonRetryable: true });
    expect(error.message).toContain('has no tool "web_search"');
    expect(wire.requests).toEqual([]);
  });

  test.each([false, true])('the signature of a call of Gemini (streamed: %s)', async (isStreamed) => {
    const answer = {
      candidates: [
        {
          content: {
            role: 'model',
            parts: [{ functionCall: { name: 'look', args: {} }, thoughtSignature: 'SIGNED' }],
          },
          finishReason: 'STOP',
          index: 0,
        },
      ],
      usageMetadata: { promptTokenCount: 3, candidatesTokenCount: 2, totalTokenCount: 5 },
    };
    await using wire = await startWire(({ path }) =>
      path.includes(':stream') ? `data: ${JSON.stringify(answer)}\n\n` : answer,
    );
    const settings = settingsFor('@ai-sdk/google', wire);
    const { response } = await ask(settings, { params, tools: [LOOK] }, isStreamed);
    const called = said(response);
    const id = called.toolCalls[0]?.id ?? '';
    const done: Message = { id: 't', role: 'tool', toolCallId: id, content: [], isError: false };
    await ask(settings, { params, tools: [LOOK], messages: [user('x'), called, done] });
    expect(JSON.stringify(wire.requests[1]?.body)).toContain('"thoughtSignature":"SIGNED"');
  });

  test.each([false, true])(
    'the reasoning of DeepSeek that led to a call (streamed: %s)',
    async (isStreamed) => {
      const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } };
      const turn = { role: 'assistant', content: null, reasoning_content: 'I look.', tool_calls: [call] };
      const whole = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm' };
      await using wire = await startWire(({ body }) =>
        JSON.stringify(body).includes('"stream":true')
          ? `data: ${JSON.stringify({ ...whole, choices: [{ index: 0, delta: turn, finish_reason: 'tool_calls' }] })}\n\ndata: [DONE]\n\n`
          : {
              ...whole,
              object: 'chat.completion',
              choices: [{ index: 0, message: turn, finish_reason: 'tool_calls' }],
            },
      );
      const settings = settingsFor('@ai-sdk/deepseek', wire);
      const { response } = await ask(settings, { params, tools: [LOOK] }, isStreamed);
      await ask(settings, { params, tools: [LOOK], messages: [user('x'), said(response), result()] });
      expect(wire.requests[1]?.body).toMatchObject({ messages: [{}, { reasoning_content: 'I look.' }, {}] });
    },
  );

  test.each<JsonValue>([
    null,
    'x',
    {
      from: 'anthropic.messages',
      parts: [null, {}, { type: 'text' }, { type: 'call', metadata: [] }, { type: 'service-call' }],
    },
    { from: 'anthropic.messages', parts: 7 },
    { from: 'openai.responses', parts: [{ type: 'reasoning', text: 'FOREIGN' }] },
  ])('%j is ignored, and the message is sent', async (data) => {
    const strange: Message = { ...CALLED, text: 'I look.', providerData: { provider: 'ai-sdk', data } };
    const body = await sent(ANTHROPIC, [user('x'), strange, result()]);
    expect(body).toMatch(/I look\..*call_1/);
    expect(body).not.toContain('FOREIGN');
  });
});
