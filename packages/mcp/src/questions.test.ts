import type { JsonObject } from '@mcp-agent/core';
import { CALL_TOOL } from '@mcp-agent/core/host';
import { expect, onTestFinished, test } from 'vitest';
import { McpConnections } from './connections.ts';
import { callTool, failureOf, hostWith, run } from './fixtures/harness.ts';
import { scripted } from './fixtures/modern-tasks.ts';

const server = 'artist';
const answers = { agent: 'ann', sampling: true, elicitation: true };
const CALL: JsonObject = {
  server,
  tool: 'draw',
  arguments: { size: 3 },
  toolCallId: 'call_1',
  repeatable: false,
  answers,
};
const schema = {
  type: 'object',
  properties: { count: { type: 'integer' }, colour: { type: 'string', default: 'red' } },
};
const FORM = { method: 'elicitation/create', params: { message: 'How many?', requestedSchema: schema } };
const asks = (inputRequests: Record<string, unknown>, requestState?: string): Record<string, unknown> => ({
  resultType: 'input_required',
  inputRequests,
  ...(requestState !== undefined && { requestState }),
});

test('a call is repeated with the answers, checked and with defaults, and with the state unchanged', async () => {
  const state = ' {"opaque": "\u2028"} ';
  const artist = await scripted(asks({ form: FORM, where: { method: 'roots/list' } }, state));
  const roots = [{ uri: 'file:///work', name: 'work' }];
  const host = hostWith({ artist: { url: artist.url, roots } });
  expect(await run(host, CALL_TOOL, CALL)).toEqual({
    inputRequired: {
      questions: [
        { key: 'form', kind: 'elicitation', request: { mode: 'form', server, message: 'How many?', schema } },
        { key: 'where', kind: 'roots' },
      ],
      requestState: state,
    },
  });
  const given = (content: JsonObject): JsonObject => ({
    requestState: state,
    answers: [
      { key: 'form', kind: 'elicitation', answer: { action: 'accept', content }, schema },
      { key: 'where', kind: 'roots' },
    ],
  });
  const invalid = await run(host, CALL_TOOL, { ...CALL, given: given({ count: 'many' }) });
  expect(invalid).toEqual({ invalidInput: [{ key: 'form', problem: expect.stringMatching(/count/) }] });
  // A form is flat, whatever its schema allows.
  const nested = await run(host, CALL_TOOL, { ...CALL, given: given({ count: 2, extra: { deep: true } }) });
  expect(nested).toEqual({ invalidInput: [{ key: 'form', problem: expect.stringMatching(/extra/) }] });
  artist.call = { content: [{ type: 'text', text: 'drawn' }] };
  expect(await run(host, CALL_TOOL, { ...CALL, given: given({ count: 2 }) })).toMatchObject({
    content: [{ type: 'text', text: 'drawn' }],
  });
  expect(artist.received).toHaveLength(2);
  expect(artist.received[0]).not.toHaveProperty('params.requestState');
  expect(artist.received[1]).toMatchObject({
    params: {
      name: 'draw',
      arguments: { size: 3 },
      requestState: state,
      inputResponses: {
        form: { action: 'accept', content: { count: 2, colour: 'red' } },
        where: { roots },
      },
    },
  });
});

test('each call declares what its agent answers, on one connection', async () => {
  const artist = await scripted({ content: [] });
  const host = hostWith({ artist: { url: artist.url } });
  await callTool(host, { server, tool: 'draw' });
  await run(host, CALL_TOOL, CALL);
  const able = artist.received.map(({ params }) => JSON.stringify(params));
  expect(able[0]).not.toMatch(/"(sampling|elicitation)":/);
  expect(able[1]).toMatch(/"sampling":.*"elicitation":/);
});

test('a page that a browser cannot open, and a form that is none, are declined with a warning', async () => {
  const page = {
    method: 'elicitation/create',
    params: { mode: 'url', message: 'Log in.', url: 'javascript:alert(1)' },
  };
  const artist = await scripted(
    asks({ page, form: { method: 'elicitation/create', params: { message: 'x' } } }),
  );
  const host = hostWith({ artist: { url: artist.url } });
  const log: string[] = [];
  expect(await run(host, CALL_TOOL, CALL, { log })).toEqual({
    inputRequired: {
      questions: [
        { key: 'page', kind: 'declined' },
        { key: 'form', kind: 'declined' },
      ],
    },
  });
  expect(log).toEqual([
    expect.stringMatching(/warn: .*question "page" .*declined: .*http or https/),
    expect.stringMatching(/warn: .*question "form" .*declined: .*no form/),
  ]);
});

const MESSAGE = { role: 'user', content: { type: 'text', text: 'x' } };
const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`q${index}`, FORM]));
test.each([
  ['too many questions', asks(many), /101 questions \(maximum: 100\)/],
  [
    'questions that are too large',
    asks({ big: { ...FORM, params: { ...FORM.params, message: 'x'.repeat(300_000) } } }),
    /maximum: 262144/,
  ],
  [
    'a state that is too large',
    asks({ form: FORM }, 'x'.repeat(70_000)),
    /requestState of 70002 bytes \(maximum: 65536\)/,
  ],
  [
    'an unknown question',
    asks({ odd: { method: 'odd/ask' } }),
    /question "odd" \(odd\/ask\) cannot be answered/,
  ],
  [
    'a model with tools',
    asks({
      ask: { method: 'sampling/createMessage', params: { messages: [MESSAGE], maxTokens: 9, tools: [] } },
    }),
    /question "ask" .*"tools" is not supported/,
  ],
])('the model receives that a server asks %s', async (_, call, told) => {
  const artist = await scripted(call);
  const host = hostWith({ artist: { url: artist.url } });
  expect(await run(host, CALL_TOOL, CALL)).toMatchObject({
    isError: true,
    content: [{ type: 'text', text: expect.stringMatching(told) }],
  });
});

test('a program without an agent receives an error that says who can answer', async () => {
  const artist = await scripted(asks({ form: FORM }));
  const connections = new McpConnections({ mcp: { servers: { artist: { url: artist.url } } } });
  onTestFinished(() => connections.close());
  const { signal } = new AbortController();
  const called = connections.callTool(server, { tool: 'draw', arguments: {} }, { signal, repeatable: false });
  expect(await failureOf(called)).toMatchObject({
    code: 'MCP_REQUEST',
    message: expect.stringContaining('only an agent can answer'),
  });
  // It did not say that it follows tasks, either.
  expect(JSON.stringify(artist.received[0])).not.toContain('io.modelcontextprotocol/tasks');
});

test('a call that requires a capability which the agent lacks is a warning that names the setting, once', async () => {
  const artist = await scripted({});
  artist.error = {
    code: -32_021,
    message: 'Missing required client capability',
    data: { requiredCapabilities: { sampling: {}, elicitation: { form: {} } } },
  };
  const host = hostWith({ artist: { url: artist.url } });
  const log: string[] = [];
  for (let time = 0; time < 2; time += 1) {
    expect((await callTool(host, { server, tool: 'draw' }, { log })).isError).toBe(true);
  }
  expect(log).toEqual([
    expect.stringMatching(/^warn: .*does not support elicitation. Set "elicitation" of the Agent/),
    expect.stringMatching(/^warn: .*does not support sampling. Set "sampling" of the Agent/),
  ]);
});

test('each leg of a call has a marker of its own', async () => {
  const artist = await scripted({ content: [] });
  const host = hostWith({ artist: { url: artist.url } });
  const given = { answers: [{ key: 'form', kind: 'declined' }] };
  const interrupted = { attempt: 2, heartbeatDetails: { sent: true } };
  const failure = await failureOf(run(host, CALL_TOOL, { ...CALL, given }, interrupted));
  expect(failure).toMatchObject({ code: 'TOOL_OUTCOME_UNKNOWN' });
  expect(artist.received).toEqual([]);
});
