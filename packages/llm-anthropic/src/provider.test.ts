import { once } from 'node:events';
import { createServer } from 'node:http';
import { defineActivity, type JsonObject, type JsonValue, type Message } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse, OfferedTool } from '@mcp-agent/core/provider';
import { ActivityHost, fromJson } from '@mcp-agent/core/engine';
import { messagesProtocol } from '@mcp-agent/conformance/provider';
import { expect, onTestFinished, test, vi } from 'vitest';
import { complete } from './provider.ts';

defineActivity<ModelRequest, ModelResponse>({
  name: 'test.ask',
  run: (asked, context) => complete(asked, context),
});

/** What Anthropic is sent for a request: the body, as its own names have it. */
async function sentFor(
  asked: Partial<ModelRequest>,
  apiKey?: string,
): Promise<{ body: JsonValue; key: unknown }> {
  const sent = Promise.withResolvers<{ body: JsonValue; key: unknown }>();
  const server = createServer((req, res) => {
    req.setEncoding('utf8');
    let text = '';
    req.on('data', (piece: string) => (text += piece));
    req.on('end', () => {
      sent.resolve({ body: JSON.parse(text), key: req.headers.authorization });
      const { begin, end } = messagesProtocol.stream({ text: 'x' });
      res.writeHead(200, { 'content-type': 'text/event-stream' }).end([...begin, ...end].join(''));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const nothing = () => Promise.reject(new Error('not used'));
  const host = new ActivityHost({
    settings: { anthropic: { baseUrl, ...(apiKey !== undefined && { apiKey }) } },
  });
  try {
    const request: ModelRequest = { messages: [user('What is there?')], tools: [], params: {}, ...asked };
    const input = JSON.parse(JSON.stringify(request));
    fromJson<ModelResponse>(
      await host.run({
        info: { activity: 'test.ask', activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
        input,
        signal: new AbortController().signal,
        heartbeat: () => {},
        checkpoint: async () => {},
        caller: { query: nothing, signal: nothing, update: nothing },
        log: () => {},
      }),
    );
    return await sent.promise;
  } finally {
    await host.close();
    server.close();
  }
}

const text = (words: string) => ({ type: 'text', text: words }) as const;
const user = (words: string): Message => ({ id: 'u', role: 'user', content: [text(words)] });
const look: OfferedTool = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: {
    name: 'look',
    description: 'Looks',
    inputSchema: { type: 'object', properties: { at: { type: 'string' } }, required: ['at'] },
    repeatable: true,
  },
};

test('sends the token limit that Anthropic requires', async () => {
  expect((await sentFor({}, 'k')).body).toEqual({
    model: 'claude-sonnet-5-5',
    stream: true,
    max_tokens: 8_192,
    messages: [{ role: 'user', content: [text('What is there?')] }],
  });
});

test('sends the whole conversation: tool results in one user message, thinking blocks in their original position', async () => {
  const thought = { type: 'thinking', thinking: 'hm', signature: 'sealed' };
  const messages: Message[] = [
    { id: '1', role: 'system', content: 'Be brief.' },
    user('What is there?'),
    {
      id: '3',
      role: 'assistant',
      text: 'Let me see.',
      toolCalls: [
        { id: 'c1', name: 'look', arguments: { at: 'a' }, repeatable: true },
        { id: 'c2', name: 'look', arguments: { at: 'b' }, repeatable: true },
      ],
      providerData: { provider: 'anthropic', data: [thought, 'text', 'tool_use', thought, 'tool_use'] },
    },
    { id: '4', role: 'tool', toolCallId: 'c1', content: [text('a rake')], isError: false },
    { id: '5', role: 'tool', toolCallId: 'c2', content: [text('too dark')], isError: true },
    user('And now?'),
  ];
  expect((await sentFor({ messages, tools: [look] }, 'k')).body).toMatchObject({
    system: 'Be brief.',
    tools: [{ name: 'look', description: 'Looks', input_schema: look.tool.inputSchema }],
    messages: [
      { role: 'user', content: [text('What is there?')] },
      {
        role: 'assistant',
        content: [
          thought,
          text('Let me see.'),
          { type: 'tool_use', id: 'c1', name: 'look', input: { at: 'a' } },
          thought,
          { type: 'tool_use', id: 'c2', name: 'look', input: { at: 'b' } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: [text('a rake')] },
          { type: 'tool_result', tool_use_id: 'c2', content: [text('too dark')], is_error: true },
          text('And now?'),
        ],
      },
    ],
  });
});

test('sends parameters under the names of the service', async () => {
  const params = {
    maxTokens: 50,
    stopSequences: ['END'],
    metadata: { user_id: 'u1', run: '7' },
    parallelToolCalls: false,
    reasoningEffort: 'minimal',
    strict: true,
  } as const;
  expect((await sentFor({ params, tools: [look] }, 'k')).body).toMatchObject({
    max_tokens: 50,
    stop_sequences: ['END'],
    metadata: { user_id: 'u1' },
    tool_choice: { type: 'auto', disable_parallel_tool_use: true },
    output_config: { effort: 'low' },
    thinking: { type: 'adaptive', display: 'summarized' },
    tools: [{ strict: true, input_schema: { additionalProperties: false } }],
  });
  const off = (await sentFor({ params: { reasoningEffort: 'none' } }, 'k')).body;
  expect(off).toMatchObject({ thinking: { type: 'disabled' } });
  expect(off).not.toHaveProperty('output_config');
});

test('sends a supported output schema as a format, and any other in the instruction', async () => {
  const closable = { type: 'object', properties: { a: { type: 'string', minLength: 2 } }, required: ['a'] };
  const sent = (await sentFor({ output: { name: 'answer', schema: closable } }, 'k')).body;
  expect(sent).toMatchObject({
    output_config: { format: { type: 'json_schema', schema: { additionalProperties: false } } },
  });
  expect(sent).not.toHaveProperty('system');
  const unsaid: readonly JsonObject[] = [
    { type: 'object', additionalProperties: { type: 'number' } },
    { type: 'object', properties: { any: {} } },
  ];
  for (const schema of unsaid) {
    const told = (await sentFor({ output: { name: 'answer', schema } }, 'k')).body;
    expect(told).not.toHaveProperty('output_config');
    expect(told).toMatchObject({ system: expect.stringContaining(JSON.stringify(schema)) });
  }
});

test('reads the key from the environment if the settings omit it, and sends no other credential', async () => {
  vi.stubEnv('ANTHROPIC_API_KEY', ' from-the-environment\n');
  vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'another');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect((await sentFor({})).key).toBe('Bearer from-the-environment');
});
