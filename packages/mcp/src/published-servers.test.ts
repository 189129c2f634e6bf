import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonValue } from '@mcp-agent/core';
import { ServerStartError, ToolOutcomeUnknownError } from '@mcp-agent/core/errors';
import { expect, onTestFinished, test } from 'vitest';
import {
  callTool,
  failureOf,
  hostWith,
  kill,
  listTools,
  published,
  temporaryFolder,
} from './fixtures/harness.ts';
import { freePort } from './fixtures/free-port.ts';

const EVERYTHING = published('@modelcontextprotocol/server-everything');
const FILESYSTEM = published('@modelcontextprotocol/server-filesystem');

/** Starts the server that speaks HTTP, and waits until it listens. */
async function everythingOverHttp(port: number, transport = 'streamableHttp'): Promise<number> {
  const child = spawn(process.execPath, [EVERYTHING, transport], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise<void>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      if (/(?:listening|running) on port/.test(chunk.toString())) resolve();
    });
  });
  return child.pid ?? 0;
}

test('server-everything over stdio: tools, arguments, pictures, resources and links', async () => {
  const host = hostWith({ everything: { command: process.execPath, args: [EVERYTHING] } });
  expect((await listTools(host, 'everything')).map(({ name }) => name)).toContain('get-sum');
  const call = async (tool: string, args = {}): Promise<readonly unknown[]> =>
    (await callTool(host, { server: 'everything', tool, arguments: args })).content;
  expect(await call('get-sum', { a: 2, b: 3 })).toEqual([{ type: 'text', text: 'The sum of 2 and 3 is 5.' }]);
  expect(await call('get-tiny-image')).toContainEqual(
    expect.objectContaining({ type: 'image', mimeType: 'image/png' }),
  );
  expect(await call('get-resource-links', { count: 2 })).toContainEqual(
    expect.objectContaining({
      type: 'text',
      text: expect.stringMatching(/^Resource demo:\/\/\S+ \(text\/plain\): /),
    }),
  );
  expect(await call('get-resource-reference', { resourceType: 'Text', resourceId: 1 })).toContainEqual(
    expect.objectContaining({
      type: 'text',
      text: expect.stringMatching(/^Resource demo:\/\/\S+ \(text\/plain\)\n./),
    }),
  );
  const wrong = await callTool(host, { server: 'everything', tool: 'get-sum', arguments: { a: 'two' } });
  expect(wrong.isError).toBe(true);
});

test('server-everything over HTTP: reconnects after a restart, and fails while it is down', async () => {
  const port = await freePort();
  const settings = { url: `http://127.0.0.1:${port}/mcp`, reconnectTimeoutSeconds: 0 };
  const host = hostWith({ everything: settings });
  const echo = { server: 'everything', tool: 'echo', arguments: { message: 'hello' } };
  const first = await everythingOverHttp(port);
  expect((await listTools(host, 'everything')).length).toBeGreaterThan(10);
  expect((await callTool(host, echo)).content).toEqual([{ type: 'text', text: 'Echo: hello' }]);
  // Started again between two calls, it does not know the session: that is no failure.
  await kill(first);
  const second = await everythingOverHttp(port);
  expect((await callTool(host, echo)).isError).toBe(false);

  const heartbeats: JsonValue[] = [];
  const long = { tool: 'trigger-long-running-operation', arguments: { duration: 60, steps: 2 } };
  const underWay = failureOf(callTool(host, { server: 'everything', ...long }, { heartbeats }));
  await expect.poll(() => heartbeats.length).toBeGreaterThan(0);
  await kill(second);
  expect(await underWay).toBeInstanceOf(ToolOutcomeUnknownError);
  // The first call after it may find the server gone, or find that its session is: nothing was sent.
  await failureOf(callTool(host, echo));
  const meanwhile: JsonValue[] = [];
  const failure = await failureOf(callTool(host, echo, { heartbeats: meanwhile }));
  expect(failure).toBeInstanceOf(ServerStartError);
  expect(String(failure)).toContain('could not be reached at');
  expect(String(failure)).toContain('ECONNREFUSED');
  expect(meanwhile).toEqual([]);
});

test('server-everything over SSE', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/sse`;
  const host = hostWith({
    everything: { transport: 'sse', url, reconnectTimeoutSeconds: 0 },
    wrong: { transport: 'sse', url: `${url}/no` },
  });
  const echo = { server: 'everything', tool: 'echo', arguments: { message: 'hello' } };
  expect(await failureOf(callTool(host, echo))).toBeInstanceOf(ServerStartError);
  const first = await everythingOverHttp(port, 'sse');
  expect((await callTool(host, echo)).content).toEqual([{ type: 'text', text: 'Echo: hello' }]);
  const refused = await failureOf(listTools(host, 'wrong'));
  expect(refused).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining('it responded with HTTP status 404'),
  });

  const heartbeats: JsonValue[] = [];
  const long = { tool: 'trigger-long-running-operation', arguments: { duration: 60, steps: 2 } };
  const underWay = failureOf(callTool(host, { server: 'everything', ...long }, { heartbeats }));
  await expect.poll(() => heartbeats.length).toBeGreaterThan(0);
  await kill(first);
  expect(await underWay).toBeInstanceOf(ToolOutcomeUnknownError);
  await everythingOverHttp(port, 'sse');
  expect((await callTool(host, echo)).isError).toBe(false);
});

test('server-filesystem over stdio reads allowed files and reports the others', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'note.txt'), 'Buy milk.');
  const host = hostWith({ files: { command: process.execPath, args: [FILESYSTEM, folder] } });
  const read = (path: string): ReturnType<typeof callTool> =>
    callTool(host, { server: 'files', tool: 'read_text_file', arguments: { path } });
  expect(await read(join(folder, 'note.txt'))).toMatchObject({
    isError: false,
    content: [{ type: 'text', text: 'Buy milk.' }],
  });
  expect(await read('/etc/hostname')).toMatchObject({ isError: true });
});

test.each([
  ['its uri', (uri: string) => ({ uri, name: 'work' })],
  ['its alias', (uri: string) => ({ uri: 'file:///no/such/folder', serverUriAlias: uri })],
])('server-filesystem works in a root of the settings, sent by %s', async (_what, rootAt) => {
  const root = temporaryFolder();
  const host = hostWith({
    files: {
      command: process.execPath,
      args: [FILESYSTEM],
      cwd: root,
      roots: [rootAt(pathToFileURL(root).href)],
    },
  });
  // The server asks for the roots when it has started, and takes calls meanwhile.
  await expect
    .poll(async () => {
      const { content } = await callTool(host, { server: 'files', tool: 'list_allowed_directories' });
      return JSON.stringify(content);
    })
    .toContain(root);
});
