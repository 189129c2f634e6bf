import type { JsonObject, Message } from '@mcp-agent/core';
import type { ModelRequest, OfferedTool } from '@mcp-agent/core/provider';
import { expect, test } from 'vitest';
import { bodyOf } from '../test-support/body.ts';
import type { OpenAISettings } from '../settings.ts';

const PNG = { type: 'image', mimeType: 'image/png', data: 'aGVsbG8=' } as const;
const text = (words: string) => ({ type: 'text', text: words }) as const;

function toResponsesRequest(asked: ModelRequest, model: string, settings: OpenAISettings = {}): JsonObject {
  return bodyOf({ ...asked, params: { model, ...asked.params } }, settings);
}

function request(messages: Message[], rest: Partial<ModelRequest> = {}): ModelRequest {
  return { messages, tools: [], params: {}, ...rest };
}

const user: Message = { id: 'u', role: 'user', content: [text('What is there?')] };

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

test('stores nothing in the service and requests encrypted reasoning from reasoning models', () => {
  expect(toResponsesRequest(request([user]), 'gpt-5')).toEqual({
    model: 'gpt-5',
    input: [{ role: 'user', content: [{ type: 'input_text', text: 'What is there?' }] }],
    store: false,
    include: ['reasoning.encrypted_content'],
  });
  expect(toResponsesRequest(request([user]), 'gpt-4o')).not.toHaveProperty('include');
});

test('sends the whole conversation with reasoning items in their original position', () => {
  const reasoning = (id: string) => ({
    type: 'reasoning',
    id,
    encrypted_content: `sealed ${id}`,
    summary: [{ type: 'summary_text', text: 'hm' }],
  });
  const messages: Message[] = [
    { id: '1', role: 'system', content: 'Be brief.' },
    user,
    {
      id: '3',
      role: 'assistant',
      text: 'Let me see.',
      toolCalls: [
        { id: 'c1', name: 'look', arguments: { at: 'a' }, repeatable: true },
        { id: 'c2', name: 'look', arguments: { at: 'b' }, repeatable: true },
      ],
      providerData: {
        provider: 'openai',
        data: {
          origin: 'openai/openai/responses',
          items: [
            { kind: 'item', item: reasoning('r1') },
            { kind: 'text', length: 'Let me see.'.length, phase: 'commentary' },
            { kind: 'item', item: reasoning('r2') },
            { kind: 'call' },
            { kind: 'call' },
          ],
        },
      },
    },
    { id: '4', role: 'tool', toolCallId: 'c1', content: [text('a rake')], isError: false },
    { id: '5', role: 'tool', toolCallId: 'c2', content: [text('too dark'), PNG], isError: true },
  ];
  expect(toResponsesRequest(request(messages), 'gpt-5')['input']).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: [{ type: 'input_text', text: 'What is there?' }] },
    reasoning('r1'),
    { role: 'assistant', content: 'Let me see.', phase: 'commentary' },
    reasoning('r2'),
    { type: 'function_call', call_id: 'c1', name: 'look', arguments: '{"at":"a"}' },
    { type: 'function_call', call_id: 'c2', name: 'look', arguments: '{"at":"b"}' },
    { type: 'function_call_output', call_id: 'c1', output: 'a rake' },
    {
      type: 'function_call_output',
      call_id: 'c2',
      output: [
        { type: 'input_text', text: 'The tool failed: ' },
        { type: 'input_text', text: 'too dark' },
        { type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,aGVsbG8=' },
      ],
    },
  ]);
});

test('sends parameters and settings under the names of the service', () => {
  const params = {
    maxTokens: 50,
    temperature: 0.2,
    metadata: { run: '7' },
    parallelToolCalls: false,
    reasoningEffort: 'max',
    strict: true,
  } as const;
  const output = { name: 'answer', schema: { type: 'object', properties: {}, required: [] } };
  const sent = toResponsesRequest(request([user], { params, output, tools: [look] }), 'gpt-5', {
    reasoningEffort: 'low',
    user: 'u1',
  });
  expect(sent).toMatchObject({
    max_output_tokens: 50,
    temperature: 0.2,
    metadata: { run: '7' },
    parallel_tool_calls: false,
    reasoning: { effort: 'max' },
    safety_identifier: 'u1',
    text: {
      format: { type: 'json_schema', name: 'answer', strict: true, schema: { additionalProperties: false } },
    },
    tools: [
      {
        type: 'function',
        name: 'look',
        description: 'Looks',
        strict: true,
        parameters: { additionalProperties: false, required: ['at'] },
      },
    ],
  });
});

test('sends schemas without strict unless requested', () => {
  const output = { name: 'answer', schema: { type: 'object', properties: { a: { type: 'string' } } } };
  const sent = toResponsesRequest(request([user], { output, tools: [look] }), 'gpt-5');
  expect(sent['tools']).toMatchObject([{ strict: false, parameters: look.tool.inputSchema }]);
  expect(sent['text']).toEqual({ format: { type: 'json_schema', strict: false, ...output } });
});
