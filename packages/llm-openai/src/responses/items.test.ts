import type { JsonObject, JsonValue, Message } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { describe, expect, test } from 'vitest';
import { fieldOf, objectsIn } from '../json.ts';
import { askOnce, askStreamed, question } from '../test-support/ask.ts';
import { sendJson } from '../test-support/json.ts';
import { call, message, reasoning, settings } from '../test-support/responses.ts';
import { sendEvents } from '../test-support/stand-in.ts';
import { startWireServer } from '../test-support/wire-server.ts';

/** Answers with these items, and returns the response and the input of the next request. */
async function roundTrip(output: JsonObject[], more: JsonObject = {}, isStreamed = false) {
  const answers: JsonObject[] = [
    { id: 'r', model: 'm-1', status: 'completed', output, ...more },
    { id: 'r2', model: 'm-1', status: 'completed', output: [message('Done.')] },
  ];
  await using server = await startWireServer((res, { body }) => {
    const answer = answers.shift();
    if (answer === undefined) throw new Error('No more answers.');
    const wantsStream = isJsonObject(body) && body['stream'] === true;
    if (wantsStream) sendEvents(res, [{ type: 'response.completed', response: answer }]);
    else sendJson(res, answer);
  });
  const response = isStreamed
    ? (await askStreamed(settings(server.baseUrl))).response
    : await askOnce(settings(server.baseUrl));
  const { text, toolCalls, providerData } = response;
  const answered: Message = {
    id: 'a',
    role: 'assistant',
    text,
    toolCalls: toolCalls.map((one) => ({ ...one, repeatable: true })),
    ...(providerData !== undefined && { providerData: { provider: 'openai', data: providerData } }),
  };
  const results = toolCalls.map(({ id }): Message => ({
    id: `r-${id}`,
    role: 'tool',
    toolCallId: id,
    content: [{ type: 'text', text: 'a rake' }],
    isError: false,
  }));
  const asked = question('What?');
  await askOnce(settings(server.baseUrl), { ...asked, messages: [...asked.messages, answered, ...results] });
  const [, next] = server.requests;
  return { response, input: objectsIn(fieldOf(next?.body, 'input')).slice(1) };
}

describe.each([false, true])('what the service must see again, streamed: %s', (isStreamed) => {
  test('P1.9: the phase of each message', async () => {
    const { response, input } = await roundTrip(
      [message('Let me see.', { phase: 'commentary' }), call],
      {},
      isStreamed,
    );
    expect(response.text).toBe('Let me see.');
    expect(input).toMatchObject([
      { role: 'assistant', content: 'Let me see.', phase: 'commentary' },
      { type: 'function_call', call_id: 'c1' },
      { type: 'function_call_output', call_id: 'c1' },
    ]);
  });

  test('commentary beside a final answer, which is not part of the answer', async () => {
    const { response, input } = await roundTrip(
      [message('Let me see.', { phase: 'commentary' }), message('{"a":1}', { phase: 'final_answer' })],
      {},
      isStreamed,
    );
    expect(response.text).toBe('{"a":1}');
    expect(input).toEqual([
      { role: 'assistant', content: 'Let me see.', phase: 'commentary' },
      { role: 'assistant', content: '{"a":1}', phase: 'final_answer' },
    ]);
  });

  test('encrypted reasoning, also without a tool call', async () => {
    const { input } = await roundTrip([reasoning, message('It is.')], {}, isStreamed);
    expect(input).toEqual([reasoning, { role: 'assistant', content: 'It is.' }]);
  });

  test('reasoning that is not encrypted cannot come back, because the service stores nothing', async () => {
    const { encrypted_content: _, ...plain } = reasoning;
    expect((await roundTrip([plain, call], {}, isStreamed)).input).toMatchObject([
      { type: 'function_call' },
      { type: 'function_call_output' },
    ]);
  });

  test('items of tools of the service, and items of a type that is not known', async () => {
    const items: JsonObject[] = [
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'x' } },
      { type: 'code_interpreter_call', id: 'ci_1', code: '1+1', container_id: 'cntr_1', status: 'completed' },
      { type: 'mcp_call', id: 'mcp_1', name: 'find', server_label: 's', arguments: '{}', output: 'x' },
      { type: 'of_tomorrow', id: 'x_1', any: { thing: [1] } },
    ];
    const cited = {
      type: 'url_citation',
      url: 'https://a.example/',
      title: 'A',
      start_index: 0,
      end_index: 1,
    };
    const content = [{ type: 'output_text', text: 'It is.', annotations: [cited] }];
    const { response, input } = await roundTrip([...items, message('', { content })], {}, isStreamed);
    expect(response.sources).toEqual([{ url: 'https://a.example/', title: 'A' }]);
    expect(input).toEqual([...items, { role: 'assistant', content: 'It is.' }]);
  });

  test('calls of custom tools, with results of that type', async () => {
    const custom = { type: 'custom_tool_call', call_id: 'c1', name: 'sql', input: 'select 1' };
    const { response, input } = await roundTrip([custom], {}, isStreamed);
    expect(response.toolCalls[0]?.invalidArguments).toMatch(/not valid JSON/);
    expect(input).toMatchObject([
      { type: 'custom_tool_call', call_id: 'c1', name: 'sql' },
      { type: 'custom_tool_call_output', call_id: 'c1' },
    ]);
  });
});

test('data of another service, or in another form, is ignored', async () => {
  await using server = await startWireServer((res) => sendJson(res, { output: [message('Hi.')] }));
  const data: JsonValue[] = [
    null,
    'x',
    [1],
    { origin: 'openai/compatible/responses', items: 'x' },
    { origin: 'openai/compatible/responses', items: [null, { kind: 'item' }, { kind: 'text', length: 99 }] },
    { origin: 'services.other/openai/responses', items: [{ kind: 'item', item: reasoning }] },
  ];
  for (const one of data) {
    const said: Message = {
      id: 'a',
      role: 'assistant',
      text: 'So.',
      toolCalls: [],
      providerData: { provider: 'openai', data: one },
    };
    // oxlint-disable-next-line no-await-in-loop -- one server for all
    await askOnce(settings(server.baseUrl), { messages: [said], tools: [], params: {} });
  }
  const inputs = server.requests.map(({ body }) => fieldOf(body, 'input'));
  expect(inputs).toEqual(data.map(() => [{ role: 'assistant', content: 'So.' }]));
});
