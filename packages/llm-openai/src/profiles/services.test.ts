import type { JsonObject, JsonValue, Message, Settings } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse, OfferedTool } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import { askOnce, askStreamed, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { startWireServer } from '../test-support/wire-server.ts';
import { SERVICES } from '../test-support/services.ts';
import { startStrictService } from '../test-support/stand-in.ts';
import type { ProfileName } from './profile.ts';

// Rows P1.3, P2.2 and P2.3 of the public reports, and their siblings: each service refuses, in its own words, what the
// real one refuses.

const LOOK: OfferedTool = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: {
    name: 'look',
    inputSchema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      properties: { place: { type: 'string' } },
      required: ['place'],
    },
    repeatable: true,
  },
};

const OUTPUT = {
  name: 'answer',
  schema: { type: 'object', properties: { capital: { type: 'string' } }, required: ['capital'] },
};

/** The messages after an answer with tool calls, as core adds them. */
function withResults({ text, toolCalls, providerData }: ModelResponse): Message[] {
  return [
    {
      id: 'a',
      role: 'assistant',
      text,
      toolCalls: toolCalls.map((call) => ({ ...call, repeatable: true })),
      ...(providerData !== undefined && { providerData: { provider: 'openai', data: providerData } }),
    },
    ...toolCalls.map(({ id }): Message => ({
      id: `r-${id}`,
      role: 'tool',
      toolCallId: id,
      content: [{ type: 'text', text: 'a tower' }],
      isError: false,
    })),
  ];
}

/** Asks until the model calls no more tools. */
async function converse(
  settings: Settings,
  request: ModelRequest,
  isStreamed: boolean,
): Promise<ModelResponse[]> {
  const messages = [...request.messages];
  const responses: ModelResponse[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const asked = { ...request, messages: [...messages] };
    const response = isStreamed
      ? (await askStreamed(settings, asked)).response
      : await askOnce(settings, asked);
    responses.push(response);
    if (response.toolCalls.length === 0) return responses;
    messages.push(...withResults(response));
  }
  throw new Error('The model did not stop calling tools.');
}

describe.each(Object.entries(SERVICES))('the profile %s', (profile, service) => {
  const settingsFor = (baseUrl: string): Settings => ({
    openai: {
      apiKey: 'sk-test-0123456789',
      baseUrl,
      api: 'chat',
      defaultModel: 'a-model',
      ...(profile !== 'compatible' && isProfile(profile) && { profile }),
    },
  });
  const asked = { ...question('Where is it?', { maxTokens: 100, temperature: 0.5 }), tools: [LOOK] };

  describe.each([false, true])('streamed: %s', (isStreamed) => {
    test('calls a tool and answers with its result', async () => {
      await using server = await startStrictService(service);
      const responses = await converse(settingsFor(server.baseUrl), asked, isStreamed);
      expect(responses.map(({ toolCalls }) => toolCalls.map(({ arguments: args }) => args))).toEqual([
        [{ place: 'Paris' }],
        [],
      ]);
      expect(responses[1]?.text).toBe('It is Paris.');
      expect(responses[1]?.usage).toEqual({ inputTokens: 10, outputTokens: 5 });
    });

    test('answers in a structure, with and without tools', async () => {
      await using server = await startStrictService(service);
      const settings = settingsFor(server.baseUrl);
      const withTools = await converse(settings, { ...asked, output: OUTPUT }, isStreamed);
      expect(withTools.at(-1)?.text).toBe('{"capital":"Paris"}');
      const without = await converse(settings, { ...asked, tools: [], output: OUTPUT }, isStreamed);
      expect(without.map(({ text }) => text)).toEqual(['{"capital":"Paris"}']);
    });
  });

  test('continues the conversation of another service', async () => {
    await using server = await startStrictService(
      profile === 'openrouter' ? { ...service, check: () => undefined } : service,
    );
    const elsewhere: ModelResponse = {
      text: '',
      toolCalls: [{ id: 'toolu_of-another-service', name: 'look', arguments: { place: 'Rome' } }],
      model: 'another',
      usage: { inputTokens: 1, outputTokens: 1 },
      providerData: { origin: 'services.other/deepseek/chat', message: { reasoning_content: 'A secret.' } },
    };
    const messages = [...asked.messages, ...withResults(elsewhere)];
    const response = await askOnce(settingsFor(server.baseUrl), { ...asked, messages });
    expect(response.text).toBe('It is Paris.');
    expect(JSON.stringify(server.requests)).not.toContain('A secret.');
  });
});

const THOUGHT = 'Let me look.';

test.each([
  ['deepseek', true, false],
  ['openrouter', true, true],
  ['mistral', true, true],
  ['ollama', true, false],
  ['vllm', true, false],
  ['llamacpp', true, false],
  ['compatible', true, false],
  ['groq', false, false],
  ['together', false, false],
  ['xai', false, false],
] as const)(
  'P1.3: %s sees its reasoning again, with calls: %s, and without: %s',
  async (profile, withCalls, without) => {
    const { thought = {} } = SERVICES[profile] ?? {};
    const call = { id: 'a1B2c3D4e', function: { name: 'look', arguments: '{}' } };
    const said: JsonObject[] = [{ content: null, tool_calls: [call] }, { content: 'It is Paris.' }];
    const answers = said.map((message): JsonValue => {
      const parts = Array.isArray(thought['content']) ? thought['content'] : undefined;
      const text = message['content'] === null ? [] : [{ type: 'text', text: 'It is Paris.' }];
      const content: JsonValue = parts === undefined ? (message['content'] ?? null) : [...parts, ...text];
      return { choices: [{ finish_reason: 'stop', message: { ...message, ...thought, content } }] };
    });
    await using server = await startWireServer((res) => sendJson(res, answers.shift() ?? { choices: [] }));
    const settings = { openai: { apiKey: 'k', baseUrl: server.baseUrl, profile, defaultModel: 'm' } };
    const asked = question('Where is it?');
    const messages = [...asked.messages];
    for (let turn = 0; turn < 2; turn += 1) {
      // oxlint-disable-next-line no-await-in-loop -- a conversation
      messages.push(...withResults(await askOnce(settings, { ...asked, messages: [...messages] })));
    }
    await askOnce(settings, { ...asked, messages }).catch(() => undefined);
    const sent = server.requests.map(({ body }) => JSON.stringify(body).split(THOUGHT).length - 1);
    expect(sent).toEqual([0, Number(withCalls), Number(withCalls) + Number(without)]);
  },
);

function isProfile(name: string): name is ProfileName {
  return name in SERVICES;
}
