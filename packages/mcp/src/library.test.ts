import type { JsonValue } from '@mcp-agent/core';
import { ServerRequestError } from '@mcp-agent/core/errors';
import {
  COMPLETE,
  DESCRIBE_SERVER,
  GET_PROMPT,
  LIST_PROMPTS,
  LIST_RESOURCE_TEMPLATES,
  LIST_RESOURCES,
  READ_RESOURCE,
  WAIT_FOR_RESOURCE_UPDATE,
} from '@mcp-agent/core/host';
import { describe, expect, test } from 'vitest';
import { callTool, failureOf, hostWith, listTools, run } from './fixtures/harness.ts';
import { Library } from './fixtures/library.ts';
import { program, serve } from './fixtures/serve.ts';
import type { McpServerSettings } from './settings.ts';

const server = 'library';

interface Served {
  readonly settings: McpServerSettings;
  /** Absent where the library is in another process. */
  readonly library?: Library;
}

async function served(transport: 'stdio' | 'streamable_http' | 'sse'): Promise<Served> {
  if (transport === 'stdio') return { settings: program('library') };
  const library = new Library();
  return { settings: await serve(transport, () => library.connect()), library };
}

describe.each(['stdio', 'streamable_http', 'sse'] as const)('over %s', (transport) => {
  test('describes a server: name, version, instructions and capabilities', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    expect(await run(host, DESCRIBE_SERVER, { server })).toMatchObject({
      name: 'library',
      version: '2.0.0',
      instructions: 'Be quiet.',
      capabilities: { tools: {}, resources: { subscribe: true }, logging: {} },
    });
  });

  test('lists resources and templates over all pages, and reads them', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    expect(await run(host, LIST_RESOURCES, { server })).toEqual([
      { uri: 'library://dune', name: 'dune', title: 'Dune', mimeType: 'text/plain', size: 16 },
      { uri: 'library://cover', name: 'cover', description: 'A picture.', mimeType: 'image/png' },
    ]);
    expect(await run(host, LIST_RESOURCE_TEMPLATES, { server })).toEqual([
      { uriTemplate: 'library://{book}', name: 'book' },
    ]);
    expect(await run(host, READ_RESOURCE, { server, uri: 'library://dune' })).toEqual({
      parts: [{ uri: 'library://dune', mimeType: 'text/plain', text: 'A desert planet.' }],
      version: expect.any(String),
    });
    expect(await run(host, READ_RESOURCE, { server, uri: 'library://cover' })).toMatchObject({
      parts: [{ mimeType: 'image/png', blob: 'iVBO' }],
    });
    const failure = await failureOf(run(host, READ_RESOURCE, { server, uri: 'library://lost' }));
    expect(failure).toBeInstanceOf(ServerRequestError);
    expect(failure).toMatchObject({ rpcCode: -32_002, method: 'resources/read' });
  });

  test('lists and fills in prompts, and completes their arguments', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    expect(await run(host, LIST_PROMPTS, { server })).toEqual([
      {
        name: 'review',
        description: 'Reviews a book.',
        arguments: [
          { name: 'book', required: true },
          { name: 'tone', required: false },
        ],
      },
      { name: 'greet', arguments: [] },
    ]);
    expect(await run(host, GET_PROMPT, { server, prompt: 'review', arguments: { book: 'Dune' } })).toEqual({
      description: 'A review',
      messages: [
        { role: 'user', content: { type: 'text', text: 'Review Dune.' } },
        { role: 'user', content: { type: 'text', text: 'Resource library://dune\nSand.' } },
        { role: 'assistant', content: { type: 'text', text: 'Gladly.' } },
      ],
    });
    const argument = { name: 'book', value: 'du' };
    expect(
      await run(host, COMPLETE, { server, target: { prompt: 'review' }, argument, known: { tone: 'dry' } }),
    ).toEqual({ values: ['dune', 'dubliners', 'review', 'dry'], total: 9, hasMore: true });
    const target = { resourceTemplate: 'library://{book}' };
    expect(await run(host, COMPLETE, { server, target, argument, known: {} })).toMatchObject({
      values: ['dune', 'dubliners', 'library://{book}'],
    });
  });

  test('waits for a change of a resource and returns its new content', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    const heartbeats: JsonValue[] = [];
    const waiting = run(host, WAIT_FOR_RESOURCE_UPDATE, { server, uri: 'library://dune' }, { heartbeats });
    await expect.poll(() => heartbeats.length).toBeGreaterThan(0);
    await callTool(host, { server, tool: 'rewrite' });
    expect(await waiting).toMatchObject({ parts: [{ text: 'Another planet.' }] });
  });

  test('reports progress as heartbeats and log lines, and keeps the request marked as sent', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    const heartbeats: JsonValue[] = [];
    const log: string[] = [];
    await callTool(host, { server, tool: 'slow' }, { heartbeats, log });
    expect(heartbeats[0]).toEqual({ sent: true });
    expect(heartbeats.at(-1)).toEqual({ sent: true, progress: { progress: 3, total: 3, message: 'step 3' } });
    expect(log).toContain('info: Tool "slow": 3 of 3, step 3');
  });

  test('writes log messages of a server to the log of the call', async () => {
    const host = hostWith({ library: (await served(transport)).settings });
    const log: string[] = [];
    await callTool(host, { server, tool: 'log' }, { log });
    expect(log).toContain('warn: MCP server "library": [shelf] {"missing":2}');
  });

  test('sends roots to the server, with their alias', async () => {
    const { settings } = await served(transport);
    const roots = [
      { uri: 'file:///home/me', name: 'home' },
      { uri: 'file:///srv/books', serverUriAlias: 'file:///books' },
    ];
    const host = hostWith({ library: { ...settings, roots } });
    const [answer] = (await callTool(host, { server, tool: 'roots' })).content;
    expect(answer).toEqual({
      type: 'text',
      text: JSON.stringify([{ uri: 'file:///home/me', name: 'home' }, { uri: 'file:///books' }]),
    });
  });
});

test('notices a change between reading and waiting', async () => {
  const { settings, library } = await served('streamable_http');
  const host = hostWith({ library: settings });
  const uri = 'library://dune';
  const before = await run(host, READ_RESOURCE, { server, uri });
  if (library !== undefined) library.text = 'Water.';
  const since =
    typeof before === 'object' && before !== null && 'version' in before ? before['version'] : null;
  expect(await run(host, WAIT_FOR_RESOURCE_UPDATE, { server, uri, since: since ?? '' })).toMatchObject({
    parts: [{ text: 'Water.' }],
  });
  // The same for an attempt that takes over from one whose worker died.
  const heartbeatDetails = { version: since ?? '' };
  expect(
    await run(host, WAIT_FOR_RESOURCE_UPDATE, { server, uri }, { attempt: 2, heartbeatDetails }),
  ).toMatchObject({ parts: [{ text: 'Water.' }] });
});

test('subscribes once for all callers, and only while one waits', async () => {
  const { settings, library } = await served('streamable_http');
  const host = hostWith({ library: settings });
  const cancel = new AbortController();
  const heartbeats: JsonValue[] = [];
  const wait = { server, uri: 'library://dune' };
  const first = failureOf(run(host, WAIT_FOR_RESOURCE_UPDATE, wait, { heartbeats, signal: cancel.signal }));
  const second = run(host, WAIT_FOR_RESOURCE_UPDATE, wait, { heartbeats });
  await expect.poll(() => heartbeats.length).toBe(2);
  cancel.abort();
  await first;
  expect(library?.heard.filter((line) => line.includes('subscribe'))).toEqual(['subscribe library://dune']);
  await library?.rewrite('Water.');
  await second;
  expect(library?.heard.filter((line) => line.includes('subscribe'))).toEqual([
    'subscribe library://dune',
    'unsubscribe library://dune',
  ]);
});

test('sets the log level of a server', async () => {
  const { settings, library } = await served('streamable_http');
  await listTools(hostWith({ library: settings }), server);
  await expect.poll(() => library?.heard).toContain('level info');
});

test('limits the rate of log lines and reports how many were dropped', async () => {
  const { settings } = await served('streamable_http');
  const log: string[] = [];
  await callTool(hostWith({ library: settings }), { server, tool: 'storm' }, { log });
  expect(log.length).toBeLessThan(5_000);
  const shown = log.filter((line) => line.includes(': line ')).length;
  const leftOut = log.map((line) => Number(/\[(\d+) more lines/.exec(line)?.[1] ?? 0));
  expect(shown + leftOut.reduce((sum, count) => sum + count, 0)).toBe(10_000);
});

test('truncates a text resource that is too large, and rejects a binary one', async () => {
  const host = hostWith({ library: (await served('streamable_http')).settings });
  const text = JSON.stringify(await run(host, READ_RESOURCE, { server, uri: 'library://all' }));
  expect(Buffer.byteLength(text)).toBeLessThan(1_600_000);
  expect(text).toMatch(/7\d{5} of 2000000 characters are shown/);
  const failure = await failureOf(run(host, READ_RESOURCE, { server, uri: 'library://film' }));
  expect(failure).toMatchObject({ nonRetryable: true });
  expect(String(failure)).toContain('is too large: 3000000 bytes');
});

test('truncates a tool description of a megabyte with a note', async () => {
  const tools = await listTools(hostWith({ library: (await served('streamable_http')).settings }), server);
  const description = tools.find(({ name }) => name === 'large_description')?.description;
  expect(description?.length).toBeLessThan(21_000);
  expect(description).toContain('20000 of 1000000 characters are shown');
});

test('converts every kind of content for a model', async () => {
  const host = hostWith({ library: (await served('streamable_http')).settings });
  expect((await callTool(host, { server, tool: 'show' })).content).toEqual([
    { type: 'text', text: 'a word' },
    { type: 'image', data: 'iVBO', mimeType: 'image/png' },
    { type: 'audio', data: 'UklG', mimeType: 'audio/wav' },
    { type: 'text', text: 'Resource library://dune (text/plain)\nA desert planet.' },
    { type: 'image', data: 'iVBO', mimeType: 'image/png' },
    { type: 'text', text: 'Resource library://zip (application/zip)\n[3 bytes of binary data, not shown]' },
    { type: 'text', text: 'Resource library://emma: Emma: A novel.' },
  ]);
});

test('checks structured content against the output schema and returns it to direct callers', async () => {
  const host = hostWith({ library: (await served('streamable_http')).settings });
  const call = { server, tool: 'add', arguments: { title: 'Dune' } };
  expect((await callTool(host, call)).structuredContent).toEqual({ count: 1 });
  const forModel = await callTool(host, { ...call, place: { conversation: 'c', index: 0 } });
  expect(forModel).not.toHaveProperty('structuredContent');
  const spoiled = await callTool(host, { server, tool: 'miscount' });
  expect(spoiled.isError).toBe(true);
  expect(JSON.stringify(spoiled.content)).toContain('result/count must be integer');
});
