import type { JsonObject, Message, Settings } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool } from '@mcp-agent/core/provider';
import { expect, test } from 'vitest';
import { objectsIn } from '../json.ts';
import { bodyOf } from '../test-support/body.ts';

/** As the provider calls it for OpenAI. */
function toChatRequest(asked: ModelRequest, { openai }: Settings): JsonObject {
  return bodyOf(asked, { ...openai, api: 'chat', profile: 'openai' });
}

function messagesOf(body: JsonObject): JsonObject[] {
  return objectsIn(body['messages']).slice();
}

const PNG = { type: 'image', mimeType: 'image/png', data: 'aGVsbG8=' } as const;

function request(messages: Message[], rest: Partial<ModelRequest> = {}): ModelRequest {
  return { messages, tools: [], params: {}, ...rest };
}

function user(text: string): Message {
  return { id: 'u', role: 'user', content: [{ type: 'text', text }] };
}

test('sends the whole conversation: instruction, question, tool calls, results, answer', () => {
  const messages: Message[] = [
    { id: '1', role: 'system', content: 'You are brief.' },
    user('What does the page say?'),
    {
      id: '3',
      role: 'assistant',
      text: '',
      toolCalls: [{ id: 'c1', name: 'fetch', arguments: { url: 'http://x/' }, repeatable: true }],
    },
    { id: '4', role: 'tool', toolCallId: 'c1', content: [{ type: 'text', text: 'Hi' }], isError: false },
    { id: '5', role: 'assistant', text: 'It says hi.', toolCalls: [] },
  ];
  expect(toChatRequest(request(messages), {})['messages']).toEqual([
    { role: 'system', content: 'You are brief.' },
    { role: 'user', content: 'What does the page say?' },
    {
      role: 'assistant',
      content: null,
      tool_calls: [
        { id: 'c1', type: 'function', function: { name: 'fetch', arguments: '{"url":"http://x/"}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'Hi' },
    { role: 'assistant', content: 'It says hi.' },
  ]);
});

test('reports a failed tool call to the model as failed', () => {
  const content = [{ type: 'text', text: 'no such file' }] as const;
  const failed: Message = { id: '1', role: 'tool', toolCallId: 'c1', content, isError: true };
  expect(toChatRequest(request([failed]), {})['messages']).toEqual([
    { role: 'tool', tool_call_id: 'c1', content: 'The tool failed: no such file' },
  ]);
});

test('sends images and audio of the user to the model', () => {
  const sound = { type: 'audio', mimeType: 'audio/wav', data: 'UklG' } as const;
  const message: Message = { id: '1', role: 'user', content: [{ type: 'text', text: 'What?' }, PNG, sound] };
  expect(toChatRequest(request([message]), {})['messages']).toEqual([
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
        { type: 'input_audio', input_audio: { data: 'UklG', format: 'wav' } },
      ],
    },
  ]);
});

test('replaces an unsupported image by a note', () => {
  const svg = { type: 'image', mimeType: 'image/svg+xml', data: 'PHN2Zy8+' } as const;
  const message: Message = { id: '1', role: 'user', content: [svg] };
  expect(toChatRequest(request([message]), {})['messages']).toEqual([
    { role: 'user', content: '[image image/svg+xml]' },
  ]);
});

test('sends images of tools after the results of all calls of a response', () => {
  const picture: Message = { id: '1', role: 'tool', toolCallId: 'c1', content: [PNG], isError: false };
  const text: Message = {
    id: '2',
    role: 'tool',
    toolCallId: 'c2',
    content: [{ type: 'text', text: 'x' }],
    isError: false,
  };
  const messages = messagesOf(toChatRequest(request([picture, text]), {}));
  expect(messages.map(({ role }) => role)).toEqual(['tool', 'tool', 'user']);
  expect(messages[0]).toMatchObject({ tool_call_id: 'c1', content: '[image image/png]' });
  expect(messages[2]?.['content']).toEqual([
    { type: 'text', text: 'Media returned by tool call c1:' },
    { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=' } },
  ]);
});

test('offers tools with their schemas, and adds properties to a tool without parameters', () => {
  const described: OfferedTool = {
    name: 'files_read',
    target: { kind: 'server', server: 'files', tool: 'read' },
    tool: {
      name: 'read',
      description: 'Reads a file',
      inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
      repeatable: true,
    },
  };
  const bare: OfferedTool = {
    name: 'now',
    target: { kind: 'server', server: 'clock', tool: 'now' },
    tool: { name: 'now', inputSchema: { type: 'object' }, repeatable: true },
  };
  expect(toChatRequest(request([user('x')], { tools: [described, bare] }), {})['tools']).toEqual([
    {
      type: 'function',
      function: {
        name: 'files_read',
        description: 'Reads a file',
        parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
      },
    },
    { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } },
  ]);
  expect(toChatRequest(request([user('x')]), {})).not.toHaveProperty('tools');
});

test('sends parameters and settings under the names of the service', () => {
  const params = { model: 'o3', maxTokens: 50, temperature: 0.2, stopSequences: ['END'] };
  const settings = { openai: { defaultModel: 'gpt-5', reasoningEffort: 'low', user: 'u1' } } as const;
  expect(toChatRequest(request([user('x')], { params }), settings)).toEqual({
    model: 'o3',
    messages: [{ role: 'user', content: 'x' }],
    max_completion_tokens: 50,
    temperature: 0.2,
    stop: ['END'],
    reasoning_effort: 'low',
    safety_identifier: 'u1',
  });
});

test('uses the model of the request, of the settings, or the default', () => {
  const settings = { openai: { defaultModel: 'llama3' } };
  expect(toChatRequest(request([user('x')], { params: { model: 'o3' } }), settings)['model']).toBe('o3');
  expect(toChatRequest(request([user('x')]), settings)['model']).toBe('llama3');
  expect(toChatRequest(request([user('x')]), {})['model']).toBe('gpt-6.1-sol');
});

test('does not send the reasoning effort of the settings to models without reasoning', () => {
  const settings = { openai: { reasoningEffort: 'high' } } as const;
  const plain = { model: 'gpt-4.1' };
  expect(toChatRequest(request([user('x')], { params: plain }), settings)).not.toHaveProperty(
    'reasoning_effort',
  );
  const params = { model: 'gpt-oss:20b' };
  expect(toChatRequest(request([user('x')], { params }), settings)['reasoning_effort']).toBe('high');
});

test('sends the reasoning effort of a call to any model, in place of that of the settings', () => {
  const settings = { openai: { reasoningEffort: 'low' } } as const;
  const params = { reasoningEffort: 'max' } as const;
  expect(toChatRequest(request([user('x')], { params }), settings)['reasoning_effort']).toBe('max');
});

test('sends metadata and disables parallel tool calls', () => {
  const tool: OfferedTool = {
    name: 'now',
    target: { kind: 'server', server: 'clock', tool: 'now' },
    tool: { name: 'now', inputSchema: { type: 'object' }, repeatable: true },
  };
  const params = { metadata: { run: '7' }, parallelToolCalls: false };
  expect(toChatRequest(request([user('x')], { params, tools: [tool] }), {})).toMatchObject({
    metadata: { run: '7' },
    parallel_tool_calls: false,
  });
  // OpenAI refuses the word where there are no tools.
  expect(toChatRequest(request([user('x')], { params }), {})).not.toHaveProperty('parallel_tool_calls');
});

test('sends a strict output schema if requested and possible', () => {
  const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const open = { type: 'object', additionalProperties: { type: 'string' } };
  const formOf = (schema: typeof closed | typeof open, strict: boolean) =>
    toChatRequest(request([user('x')], { output: { name: 'answer', schema }, params: { strict } }), {})[
      'response_format'
    ];
  expect(formOf(closed, false)).toEqual({
    type: 'json_schema',
    json_schema: { name: 'answer', schema: closed, strict: false },
  });
  expect(formOf(closed, true)).toMatchObject({
    json_schema: { strict: true, schema: { additionalProperties: false } },
  });
  expect(formOf(open, true)).toMatchObject({ json_schema: { strict: false, schema: open } });
});
