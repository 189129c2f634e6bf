import type { StructuredMode } from '@mcp-agent/core';
import type { ModelRequest, ModelResponse, OfferedTool } from '@mcp-agent/core/provider';
import { describe, expect, it } from 'vitest';
import { fromStructured, toStructured } from './structured.ts';

const schema = { type: 'object', properties: { city: { type: 'string' } } };
const SEARCH: OfferedTool = {
  name: 'search',
  target: { kind: 'function', tool: 'search' },
  tool: { name: 'search', inputSchema: { type: 'object' }, repeatable: true },
};

function requestOf(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    messages: [{ id: 'w0', role: 'user', content: [{ type: 'text', text: 'Where is the Louvre?' }] }],
    tools: [],
    params: {},
    output: { name: 'answer', schema },
    ...more,
  };
}

type Call = ModelResponse['toolCalls'][number];
const call = (name: string, args: Call['arguments'] = {}, more: Partial<Call> = {}): Call => ({
  id: `${name}-1`,
  name,
  arguments: args,
  ...more,
});

function responseOf(more: Partial<ModelResponse>): ModelResponse {
  return { text: '', toolCalls: [], model: 'm', usage: { inputTokens: 1, outputTokens: 1 }, ...more };
}

describe('toStructured', () => {
  it.each<StructuredMode>(['schema', 'tool', 'json', 'prompt'])(
    'leaves a request without a schema unchanged (%s)',
    (mode) => {
      const { output: _, ...plain } = requestOf();
      expect(toStructured(plain, mode)).toBe(plain);
    },
  );

  it.each(['json', 'prompt'] as const)(
    'adds the schema to the system prompt, or creates one (%s)',
    (mode) => {
      const system = { id: 'w0', role: 'system', content: 'Be brief.' } as const;
      const [first, ...more] = toStructured(requestOf({ messages: [system] }), mode).messages;
      expect(first).toMatchObject({
        role: 'system',
        content: expect.stringMatching(/^Be brief\.\n\n.*JSON.*"city"/),
      });
      expect(more).toEqual([]);
      const created = toStructured(requestOf(), mode);
      expect(created.messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(created.output).toEqual(mode === 'json' ? requestOf().output : undefined);
    },
  );

  it.each([
    ['forces the tool of the answer if it is the only one', {}, { tool: 'answer' }],
    ['requires any call beside other tools', { tools: [SEARCH] }, 'required'],
    [
      'requires any call beside tools of the service',
      { params: { serviceTools: ['web_search'] } },
      'required',
    ],
    [
      'keeps a tool that the caller requires',
      { tools: [SEARCH], params: { toolChoice: { tool: 'search' } } },
      { tool: 'search' },
    ],
    [
      'forces the answer if no tool may be called',
      { tools: [SEARCH], params: { toolChoice: 'none' } },
      { tool: 'answer' },
    ],
  ] as const)('%s', (_, more, toolChoice) => {
    expect(toStructured(requestOf(more), 'tool').params.toolChoice).toEqual(toolChoice);
  });

  it('gives the tool of the answer a name that no other tool has', () => {
    const taken = { ...SEARCH, name: 'answer' };
    const request = requestOf({ tools: [taken] });
    expect(toStructured(request, 'tool').tools.map(({ name }) => name)).toEqual(['answer', 'answer_2']);
    const response = responseOf({ toolCalls: [call('answer_2', { city: 'Paris' })] });
    expect(fromStructured(response, request, 'tool').text).toBe('{"city":"Paris"}');
    const other = responseOf({ toolCalls: [call('answer')] });
    expect(fromStructured(other, request, 'tool')).toBe(other);
  });
});

describe('fromStructured', () => {
  it('turns the arguments into text, and drops data that may have the call', () => {
    const response = responseOf({
      text: 'Here it is.',
      toolCalls: [call('answer', { city: 'Paris' })],
      providerData: [{ type: 'function_call' }],
    });
    const { text, toolCalls, providerData } = fromStructured(response, requestOf(), 'tool');
    expect({ text, toolCalls, providerData }).toEqual({
      text: '{"city":"Paris"}',
      toolCalls: [],
      providerData: undefined,
    });
  });

  it.each([
    ['text in place of a call', 'tool', responseOf({ text: '{"city":"Paris"}' })],
    ['calls of other tools', 'tool', responseOf({ toolCalls: [call('search')] })],
    ['a refusal', 'tool', responseOf({ toolCalls: [call('answer')], stopReason: 'refusal' })],
    ['another mode', 'schema', responseOf({ toolCalls: [call('answer')] })],
  ] as const)('leaves %s unchanged', (_, mode, response) => {
    expect(fromStructured(response, requestOf({ tools: [SEARCH] }), mode)).toBe(response);
  });

  it('keeps an answer beside other calls as a call that does not count, with the data of the message', () => {
    const toolCalls = [call('search', { query: 'Louvre' }), call('answer', { city: 'London' })];
    const response = responseOf({ toolCalls, providerData: 'signed' });
    const read = fromStructured(response, requestOf({ tools: [SEARCH] }), 'tool');
    expect(read.toolCalls).toEqual([
      toolCalls[0],
      { ...toolCalls[1], invalidArguments: expect.stringContaining('other tools') },
    ]);
    expect(read).toMatchObject({ text: '', providerData: 'signed' });
  });

  it('takes none of several answers', () => {
    const toolCalls = [call('answer', { city: 'London' }), call('answer', { city: 'Paris' })];
    const read = fromStructured(responseOf({ toolCalls }), requestOf(), 'tool');
    expect(read.toolCalls.map(({ invalidArguments }) => invalidArguments)).toEqual([
      expect.stringContaining('more than one'),
      expect.stringContaining('more than one'),
    ]);
  });

  it('keeps an invalid answer as a call, with what is wrong, unless it is truncated', () => {
    const toolCalls = [call('answer', {}, { invalidArguments: 'They are not valid JSON.' })];
    expect(fromStructured(responseOf({ toolCalls }), requestOf(), 'tool').toolCalls).toEqual(toolCalls);
    const truncated = responseOf({ toolCalls, stopReason: 'max_tokens' });
    expect(fromStructured(truncated, requestOf(), 'tool')).toMatchObject({
      text: 'They are not valid JSON.',
      toolCalls: [],
      stopReason: 'max_tokens',
    });
  });
});
