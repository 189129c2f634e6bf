import { execFile } from 'node:child_process';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { answer, INITIALIZED, serveHttp } from './fixtures/http-server.ts';
import type { McpServerSettings } from './settings.ts';

const CLIENT = fileURLToPath(new URL('fixtures/flood-client.ts', import.meta.url));
const SERVER = fileURLToPath(new URL('fixtures/flood-server.ts', import.meta.url));
/** Node, this package and the SDK take about 110 MB; a message of 10 MB is in memory a few times while it is read. */
const MAX_MB = 400;
/** Collects garbage in time, also where the collector gets little of the processor. What does not fit is a leak. */
const HEAP = '--max-old-space-size=200';

interface Outcome {
  readonly tools: string;
  readonly first: string;
  readonly second: string;
  readonly logged: number;
  readonly lastLog: string;
  readonly peakMb: number;
}

const peaks: string[] = [];

afterAll(() => {
  console.log(`memory at most, in a process of its own:\n${peaks.join('\n')}`);
});

async function flooded(name: string, settings: McpServerSettings): Promise<Outcome> {
  const command = [HEAP, CLIENT, JSON.stringify(settings)];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  const outcome: Outcome = JSON.parse(stdout);
  peaks.push(`  ${name}: ${outcome.peakMb} MB`);
  expect(outcome.peakMb).toBeLessThan(MAX_MB);
  return outcome;
}

const stdio = (what: string): McpServerSettings => ({ command: process.execPath, args: [SERVER, what] });

test.each([
  ['large-result', 'has 50 MB (maximum: 10 MB) and was discarded', 'a result of 50 MB'],
  [
    'large-result-id-last',
    'has 50 MB (maximum: 10 MB) and was discarded',
    'a result of 50 MB whose id comes last',
  ],
  ['notifications', '"done"', '30,000 lines of log in a call'],
  ['list-changed', '"done"', '30,000 notifications that the tools changed'],
  ['garbage', '"done"', '100 MB that are not messages'],
  ['long-line', '"done"', 'a line of 100 MB'],
  ['long-notification', '"done"', 'a notification of 100 MB'],
  ['stderr', '"done"', '100 MB on stderr'],
])('%s: the call returns %s', async (what, expected, name) => {
  const { first, second } = await flooded(name, stdio(what));
  expect(first).toContain(expected);
  // And the server is still of use.
  expect(second).toContain(expected);
});

test.each([
  ['ten-thousand-tools', 'lists more than 5000 tools', '10,000 tools'],
  ['endless-pages', 'more than 100 pages', 'endless pages'],
  ['endless-large-pages', 'larger than 20 MB', 'endless large pages'],
])('%s: the call fails with %s', async (what, expected, name) => {
  const { tools } = await flooded(name, stdio(what));
  expect(tools).toContain('ServerRequestError');
  expect(tools).toContain(expected);
});

test('truncates a description of a megabyte and can still call the tool', async () => {
  const { tools, first } = await flooded('a description of 1 MB', stdio('large-description'));
  expect(tools).toMatch(/… 20\d\d\d$/);
  expect(first).toContain('"done"');
});

test('ignores tools with unusable names and logs that', async () => {
  const { tools, lastLog } = await flooded('names of 1 MB and of nothing', stdio('odd-names'));
  expect(JSON.parse(tools)).toMatchObject([{ name: 'flood' }, { name: '../../etc' }]);
  expect(lastLog).toContain('A tool is ignored');
});

test.each(['json', 'stream'])('discards a response of 50 MB over HTTP as %s with a note', async (kind) => {
  const message = (id: unknown): string =>
    JSON.stringify({
      jsonrpc: '2.0',
      id,
      result: { content: [{ type: 'text', text: 'x'.repeat(50 << 20) }] },
    });
  await using server = await serveHttp({
    initialize: (response) => answer(response, 0, INITIALIZED),
    'tools/list': (response) =>
      answer(response, 1, { tools: [{ name: 'flood', inputSchema: { type: 'object' } }] }),
    'tools/call': (response) => {
      const json = kind === 'json';
      response.writeHead(200, { 'content-type': json ? 'application/json' : 'text/event-stream' });
      response.end(json ? message(2) : `data: ${message(2)}\n\n`);
    },
  });
  const { first } = await flooded(`a result of 50 MB over HTTP, ${kind}`, { url: server.url });
  expect(first).toContain('larger than 10 MB');
});

test.each(['tools/call', 'initialize', 'GET'])(
  'S14: an error of 200 MB, compressed, in place of a response to %s takes no memory',
  async (method) => {
    const bomb = gzipSync(Buffer.alloc(200 << 20));
    const explode = (response: ServerResponse): void => {
      response.writeHead(500, { 'content-encoding': 'gzip', 'content-type': 'text/plain' }).end(bomb);
    };
    await using server = await serveHttp({ [method]: explode });
    const { first } = await flooded(`an error of 200 MB for ${method}`, { url: server.url });
    expect(first).toContain(method === 'GET' ? 'paid' : 'HTTP 500');
  },
);
