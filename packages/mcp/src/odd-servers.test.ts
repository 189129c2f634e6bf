import type { JsonObject, JsonValue } from '@mcp-agent/core';
import type { ActivityHost } from '@mcp-agent/core/engine';
import { LIST_PROMPTS, LIST_RESOURCE_TEMPLATES, LIST_RESOURCES, READ_RESOURCE } from '@mcp-agent/core/host';
import { expect, onTestFinished, test } from 'vitest';
import { callTool, hostWith, listTools, run } from './fixtures/harness.ts';
import { type OddAnswers, oddHttp, oddProgram } from './fixtures/odd-server.ts';

const TRANSPORTS = ['stdio', 'HTTP'] as const;
type Transport = (typeof TRANSPORTS)[number];

async function hostOf(transport: Transport, answers: OddAnswers): Promise<ActivityHost> {
  if (transport === 'stdio') return hostWith({ odd: oddProgram(answers) });
  const server = await oddHttp(answers);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return hostWith({ odd: { url: server.url } });
}

const pay = { server: 'odd', tool: 'pay' };
const good = { name: 'pay', inputSchema: { type: 'object' } };

/** What a row of M1.1 lists, what is offered of it, and what the log says. */
const LISTS: readonly (readonly [string, unknown, unknown, string?])[] = [
  [
    'an empty input schema',
    { tools: [{ name: 'pay', inputSchema: {} }] },
    [{ inputSchema: { type: 'object' } }],
  ],
  ['an input schema that is missing', { tools: [{ name: 'pay' }] }, [{ inputSchema: { type: 'object' } }]],
  [
    'an input schema that is null',
    { tools: [{ ...good, inputSchema: null }] },
    [{ inputSchema: { type: 'object' } }],
  ],
  [
    'properties as PHP writes them when there are none',
    { tools: [{ ...good, inputSchema: { type: 'object', properties: [], required: null } }] },
    [{ inputSchema: { type: 'object', properties: {} } }],
  ],
  ['nextCursor: null', { tools: [good], nextCursor: null }, [{ name: 'pay' }]],
  ['an empty nextCursor', { tools: [good], nextCursor: '' }, [{ name: 'pay' }]],
  [
    'null for optional fields',
    { tools: [{ ...good, title: null, annotations: null }], _meta: null },
    [{ name: 'pay' }],
  ],
  [
    'annotations of another type',
    { tools: [{ ...good, annotations: { readOnlyHint: 'true', title: ['x'] } }] },
    [{ name: 'pay', repeatable: true }],
    'The field "annotations.title" of tool "pay" is ignored',
  ],
  [
    'an output schema that is none',
    { tools: [{ ...good, outputSchema: 'text' }] },
    [{ name: 'pay' }],
    'The field "outputSchema" of tool "pay" is ignored',
  ],
  ['a description that is a number', { tools: [{ ...good, description: 7 }] }, [{ description: '7' }]],
  [
    'one tool without a name',
    { tools: [{ inputSchema: {} }, good] },
    [{ name: 'pay' }],
    'A tool without a name is ignored',
  ],
  ['one tool that is a text', { tools: ['pay', good] }, [{ name: 'pay' }], 'is ignored: it is not an object'],
  ['tools: null', { tools: null }, []],
];

test.each(
  TRANSPORTS.flatMap((transport) =>
    LISTS.map(([what, result, expected, logged]) => ({ transport, what, result, expected, logged })),
  ),
)(
  'M1.1 over $transport: a list of tools with $what costs nothing else',
  async ({ transport, result, expected, logged }) => {
    const host = await hostOf(transport, { results: { 'tools/list': result } });
    const log: string[] = [];
    expect(await listTools(host, 'odd', { log })).toMatchObject(Object(expected));
    expect(log.length > 0).toBe(logged !== undefined);
    expect(log.join('\n')).toContain(logged ?? '');
  },
);

const text = { type: 'text', text: 'paid' };

/** What a row of M1.2 answers to a call, and what the caller gets. */
const RESULTS: readonly (readonly [string, unknown, JsonObject])[] = [
  ['annotations: null', { content: [{ ...text, annotations: null, _meta: null }] }, { content: [text] }],
  ['isError: null', { content: [text], isError: null }, { content: [text], isError: false }],
  ['isError as text', { content: [text], isError: 'true' }, { content: [text], isError: true }],
  [
    'structured content that is a list',
    { structuredContent: [1] },
    { content: [{ type: 'text', text: '[1]' }] },
  ],
  ['structuredContent: null', { content: [text], structuredContent: null }, { content: [text] }],
  [
    'null inside of structured content',
    { content: [], structuredContent: { a: null } },
    { structuredContent: { a: null } },
  ],
  ['no content', { structuredContent: { a: 1 } }, { content: [{ type: 'text', text: '{"a":1}' }] }],
  ['no content and other fields', { total: 7 }, { content: [{ type: 'text', text: '{"total":7}' }] }],
  ['content that is a text', { content: 'paid' }, { content: [text] }],
  ['content that is one block', { content: text }, { content: [text] }],
  ['a block that is a text', { content: ['paid'] }, { content: [text] }],
  [
    'text that is a number',
    { content: [{ type: 'text', text: 7 }] },
    { content: [{ type: 'text', text: '7' }] },
  ],
  [
    'a block of an unknown type',
    { content: [text, { type: 'chart', points: [1] }] },
    { content: [text, { type: 'text', text: '{"type":"chart","points":[1]}' }] },
  ],
  [
    'a picture without data',
    { content: [{ type: 'image', mimeType: 'image/png' }] },
    { content: [{ type: 'text', text: '{"type":"image","mimeType":"image/png"}' }] },
  ],
  ['a list in place of a result', [text], { content: [text] }],
  ['a text in place of a result', 'paid', { content: [text] }],
];

test.each(TRANSPORTS.flatMap((transport) => RESULTS.map((row) => [transport, ...row] as const)))(
  'M1.2 over %s: a result with %s is not lost',
  async (transport, _what, result, expected) => {
    const host = await hostOf(transport, { results: { 'tools/call': result } });
    expect(await callTool(host, pay)).toMatchObject({ isError: false, ...expected });
  },
);

/** Responses whose envelope is odd, and what the caller reads. */
const RESPONSES: readonly (readonly [string, Readonly<Record<string, unknown>>, string])[] = [
  ['an ID without which nothing is said', { id: null }, 'paid'],
  ['error: null beside the result', { error: null }, 'paid'],
  ['an unknown field', { extra: 1 }, 'paid'],
  ['a version of JSON-RPC that is a number', { jsonrpc: 2 }, 'paid'],
  [
    'an error code that is text',
    { result: undefined, error: { code: '-32000', message: 'no funds' } },
    'no funds (-32000)',
  ],
  ['an error without a message', { result: undefined, error: { code: -32_000 } }, '{"code":-32000}'],
  ['an error that is a text', { result: undefined, error: 'no funds' }, 'no funds (-32603)'],
];

test.each(TRANSPORTS.flatMap((transport) => RESPONSES.map((row) => [transport, ...row] as const)))(
  'M1.2 over %s: a response with %s is read',
  async (transport, _what, fields, expected) => {
    const host = await hostOf(transport, { responses: { 'tools/call': fields } });
    expect(JSON.stringify((await callTool(host, pay)).content)).toContain(
      JSON.stringify(expected).slice(1, -1),
    );
  },
);

test.each(TRANSPORTS)('M1.2 over %s: an ID that comes back as text is read', async (transport) => {
  const frames = { 'tools/call': '{"jsonrpc":"2.0","id":"$ID","result":{"content":"paid"}}' };
  const host = await hostOf(transport, { frames, results: { 'tools/list': { tools: [good] } } });
  await listTools(host, 'odd');
  expect((await callTool(host, pay)).content).toEqual([text]);
});

test.each([
  ['JSON', '{"jsonrpc":"2.0","id":9999,"result":{"content":"paid"}}'],
  ['an event', 'data: {"jsonrpc":"2.0","id":9999,"result":{"content":"paid"}}\n\n'],
])('M1.2 over HTTP: an ID that is not the one of the request is ignored in %s', async (_what, frame) => {
  const host = await hostOf('HTTP', { frames: { 'tools/call': frame } });
  expect((await callTool(host, pay)).content).toEqual([text]);
});

const note = JSON.stringify({
  jsonrpc: '2.0',
  method: 'notifications/message',
  params: { level: 'WARN', logger: null, data: 'low \u001b[31m funds\nforged' },
});

/** What a row of M1.7 writes on stdout with its response, and what the log says of it. */
const FRAMES: readonly (readonly [string, string, string])[] = [
  ['noise before the message', 'Paying... {1} $MESSAGE', 'stdout: Paying... {1}'],
  ['noise after the message', '$MESSAGE done', 'stdout: done'],
  ['a line of its own', 'Welcome\n$MESSAGE', 'stdout: Welcome'],
  ['two messages in a line', `${note}$MESSAGE`, 'low'],
  ['a hundred messages in a line', `${note.repeat(100)}$MESSAGE`, 'low'],
  ['a batch', `[${note},$MESSAGE]`, 'low'],
  ['a log line in JSON', '{"level":"info","method":"GET"}\n$MESSAGE', '"method":"GET"'],
  ['a byte order mark', '\uFEFF$MESSAGE', ''],
];

test('M1.7: the last output of a program is read, although its line does not end', async () => {
  const host = await hostOf('stdio', { lastly: 'tools/call' });
  expect((await callTool(host, pay)).content).toEqual([text]);
});

test.each(FRAMES)(
  'M1.7: %s on stdout does not cost the response, and is logged',
  async (_what, frame, logged) => {
    const host = await hostOf('stdio', { frames: { 'tools/call': frame } });
    const log: string[] = [];
    expect((await callTool(host, pay, { log })).content).toEqual([text]);
    expect(log.join('\n')).toContain(logged);
  },
);

test.each([
  ['a batch as JSON', `[${note},$MESSAGE]`],
  ['a batch in an event', `data: [${note},$MESSAGE]\n\n`],
  ['an event that is not a message', 'data: wait\n\ndata: $MESSAGE\n\n'],
  ['an event without its last line', 'data: $MESSAGE'],
])('M1.7 over HTTP: %s does not cost the response', async (_what, frame) => {
  const host = await hostOf('HTTP', { frames: { 'tools/call': frame } });
  expect((await callTool(host, pay)).content).toEqual([text]);
});

test('S12: control characters of a server are escaped in the log, and its levels understood', async () => {
  const host = await hostOf('stdio', { frames: { 'tools/call': `${note}\n$MESSAGE` } });
  const log: string[] = [];
  await callTool(host, pay, { log });
  expect(log).toEqual([String.raw`warn: MCP server "odd": low \u001b[31m funds\nforged`]);
});

test.each(TRANSPORTS)('M1.8 over %s: a server that does not know a list has none', async (transport) => {
  const host = await hostOf(transport, {});
  for (const activity of [LIST_RESOURCES, LIST_RESOURCE_TEMPLATES, LIST_PROMPTS]) {
    expect(await run(host, activity, { server: 'odd' })).toEqual([]);
  }
});

const OTHERS: readonly (readonly [string, string, string, unknown, JsonValue])[] = [
  [
    'a resource without a name, and one without a URI',
    LIST_RESOURCES,
    'resources/list',
    { resources: [{ uri: 'a://1', mimeType: null, size: '7' }, { name: 'b' }] },
    [{ uri: 'a://1', name: 'a://1', size: 7 }],
  ],
  [
    'a prompt with an odd argument',
    LIST_PROMPTS,
    'prompts/list',
    { prompts: [{ name: 'ask', description: null, arguments: [{ name: 'who', required: 'true' }] }] },
    [{ name: 'ask', arguments: [{ name: 'who', required: true }] }],
  ],
  [
    'an argument without a name',
    LIST_PROMPTS,
    'prompts/list',
    { prompts: [{ name: 'ask', arguments: [{ name: 'who' }, { description: 'no name' }] }] },
    [{ name: 'ask', arguments: [{ name: 'who', required: false }] }],
  ],
  [
    'an icon without a source',
    LIST_RESOURCES,
    'resources/list',
    { resources: [{ uri: 'a://1', name: 'a', icons: [{ mimeType: 'image/png' }] }] },
    [{ uri: 'a://1', name: 'a' }],
  ],
];

test.each(OTHERS)('M1.1: %s costs only itself', async (_what, activity, method, result, expected) => {
  const host = await hostOf('stdio', { results: { [method]: result } });
  expect(await run(host, activity, { server: 'odd' })).toEqual(expected);
});

test('M1.2: a resource with null for its type is read', async () => {
  const contents = [{ uri: 'a://1', mimeType: null, text: 'x', _meta: null }];
  const host = await hostOf('stdio', { results: { 'resources/read': { contents } } });
  const read = await run(host, READ_RESOURCE, { server: 'odd', uri: 'a://1' });
  expect(read).toMatchObject({ parts: [{ uri: 'a://1', text: 'x' }] });
});

test.each([
  ['capabilities as PHP writes them', { capabilities: { tools: [] } }],
  ['no name and no version', { serverInfo: null, instructions: null }],
  ['no revision', { protocolVersion: null }],
  ['capabilities that are true', { capabilities: { tools: true, logging: null } }],
])('M1.1: a handshake with %s is accepted', async (_what, fields) => {
  const initialize = {
    protocolVersion: '2025-06-18',
    capabilities: { tools: {} },
    serverInfo: { name: 'odd', version: '1' },
    ...fields,
  };
  const host = await hostOf('stdio', { results: { initialize } });
  expect(await listTools(host, 'odd')).toMatchObject([{ name: 'pay' }]);
});

const modern = {
  'server/discover': { supportedVersions: ['2026-07-28'], capabilities: { tools: {} }, instructions: null },
  'tools/list': {
    tools: [
      { name: 'pay', inputSchema: null },
      {
        name: 'bad\u001b[31m',
        inputSchema: { type: 'object', properties: { a: { type: 'object', 'x-mcp-header': 'A' } } },
      },
    ],
    nextCursor: null,
    ttlMs: 'soon',
  },
  'tools/call': { content: [{ ...text, annotations: null }], isError: null, structuredContent: null },
};

test.each(TRANSPORTS)(
  'M1.1 over %s: results of a modern server without their types and times are complete',
  async (transport) => {
    const host = await hostOf(transport, { results: modern });
    const log: string[] = [];
    expect(await listTools(host, 'odd', { log })).toMatchObject([
      { name: 'pay', inputSchema: { type: 'object' } },
    ]);
    expect(await callTool(host, pay)).toMatchObject({ content: [text], isError: false });
    expect(log.join()).toContain(String.raw`Tool "bad\u001b[31m" is ignored: its x-mcp-header`);
  },
);

test.each([
  ['a text of 1 MB that structured content repeats', 1024, 1024],
  ['2 MB of text and of structured content', 2048, 2048],
  ['a short text and 3 MB of structured content', 1, 3072],
  ['4 MB of text and little structured content', 4096, 1],
])('M1.3: %s fits into a message, with a note of what was cut', async (_what, textKb, structuredKb) => {
  const host = await hostOf('stdio', { sizes: { textKb, structuredKb } });
  const message = await callTool(host, pay);
  expect(message.isError).toBe(false);
  expect(JSON.stringify(message).length).toBeLessThan(1_600_000);
  expect(JSON.stringify(message)).toContain('[Truncated: ');
  expect(message.structuredContent).toMatchObject({ count: 7 });
  // A model reads the content only, once.
  const forModel = await callTool(host, { ...pay, place: { conversation: 'c', index: 0 } });
  expect(forModel).not.toHaveProperty('structuredContent');
});

test('M1.3: structured content of too many fields is omitted, with a note', async () => {
  const host = await hostOf('stdio', { sizes: { textKb: 1, fields: 300_000 } });
  const message = await callTool(host, pay);
  expect(message).toMatchObject({ isError: false });
  expect(JSON.stringify(message.content)).toContain('the structured content of the result is too large');
});

test.each(['tools/call', 'tools/list', 'notifications/message'])(
  'M1.2: %s with JSON that is nested 100,000 levels deep ends neither this process nor the connection',
  async (method) => {
    const deep = '$DEEP';
    const notification = `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":null,"data":1,"x":${deep}}}`;
    const host = await hostOf('stdio', {
      frames: {
        [method]: `{"jsonrpc":"2.0","id":$ID,"result":{"content":null,"tools":null,"x":${deep}}}`,
        ...(method.startsWith('n') && { 'tools/call': `${notification}\n$MESSAGE` }),
      },
    });
    await listTools(host, 'odd').catch(() => undefined);
    const message = await callTool(host, pay).catch(String);
    expect(JSON.stringify(message)).toMatch(/paid|cannot be read/);
  },
);
