import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { html, startSite, type TestSite } from '../test-support/page.ts';

const PAGES: Readonly<Record<string, () => Response>> = {
  '/article': () =>
    html(
      '<title>Owls &amp; mice</title><nav>Menu</nav><main><h2>Night</h2><p>Owls <b>hear</b> well.</p></main><script>alert(1)</script>',
    ),
  '/long': () => new Response('0123456789'.repeat(1_000)),
  '/data': () => Response.json({ owls: 3 }),
  '/picture': () => new Response(new Uint8Array([1]), { headers: { 'content-type': 'image/png' } }),
  '/moved': () => new Response(null, { status: 302, headers: { location: '/data' } }),
  '/huge': () => new Response('x'.repeat(6 * 1024 * 1024)),
};

let site: TestSite;
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  site = await startSite((path) => (PAGES[path] ?? (() => new Response('gone', { status: 410 })))());
  const file = fileURLToPath(new URL('fetch-server.ts', import.meta.url));
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [file] }));
});

afterAll(async () => {
  await client.close();
  await site[Symbol.asyncDispose]();
});

async function fetchTool(args: Record<string, unknown>): Promise<{ text: string; isError: boolean }> {
  const result = CallToolResultSchema.parse(await client.callTool({ name: 'fetch', arguments: args }));
  const [part] = result.content;
  return { text: part?.type === 'text' ? part.text : '', isError: result.isError ?? false };
}

test('offers one read-only tool with the arguments of mcp-server-fetch', async () => {
  const { tools } = await client.listTools();
  expect(tools).toMatchObject([
    { name: 'fetch', annotations: { readOnlyHint: true }, inputSchema: { required: ['url'] } },
  ]);
  expect(Object.keys(tools[0]?.inputSchema.properties ?? {})).toEqual(['url', 'max_length', 'start_index']);
});

test('returns a page on this machine as Markdown, title first, without navigation', async () => {
  const { text, isError } = await fetchTool({ url: `${site.origin}/article` });
  expect(isError).toBe(false);
  expect(text).toBe(`Contents of ${site.origin}/article:\n# Owls & mice\n\n## Night\n\nOwls **hear** well.`);
});

test('returns a long page in parts, with instructions to continue', async () => {
  const first = await fetchTool({ url: `${site.origin}/long`, max_length: 12 });
  expect(first.text).toContain('\n012345678901\n');
  expect(first.text).toContain('start_index of 12 ');
  const last = await fetchTool({ url: `${site.origin}/long`, start_index: 9_995 });
  expect(last.text).toBe(`Contents of ${site.origin}/long:\n56789`);
  expect((await fetchTool({ url: `${site.origin}/long`, start_index: 10_000 })).text).toContain(
    '10000 characters',
  );
});

test('follows redirects, returns JSON unchanged, and reads at most 5 MB', async () => {
  expect((await fetchTool({ url: `${site.origin}/moved` })).text).toBe(
    `Contents of ${site.origin}/data:\n{"owls":3}`,
  );
  const end = await fetchTool({ url: `${site.origin}/huge`, start_index: 5 * 1024 * 1024 - 2 });
  expect(end.text).toMatch(/:\nxx\n\n\[Truncated: the page is larger than 5 MB/);
});

test.each([
  { what: 'a page that is gone', path: '/gone', says: 'responded with HTTP status 410' },
  { what: 'what is no text', path: '/picture', says: 'is not text, but "image/png"' },
])('$what fails with the reason', async ({ path, says }) => {
  const { text, isError } = await fetchTool({ url: site.origin + path });
  expect(text).toContain(says);
  expect(isError).toBe(true);
});

test.each([
  { url: 'file:///etc/hostname', says: 'Use http or https' },
  { url: 'owls', says: '"owls" is not a URL' },
  { url: 'http://user:secret@127.0.0.1/', says: 'is not read' },
  { url: 'http://127.0.0.1:1/', says: 'could not be read' },
])('$url is rejected with the reason', async ({ url, says }) => {
  const { text, isError } = await fetchTool({ url });
  expect(text).toContain(says);
  expect(text).not.toContain('secret');
  expect(isError).toBe(true);
});
