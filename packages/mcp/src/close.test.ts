import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import {
  callTool,
  failureOf,
  gone,
  hostWith,
  isRunning,
  listTools,
  stdioServer,
  temporaryFolder,
} from './fixtures/harness.ts';

test('closing a host stops its servers, and later calls start none', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  await listTools(host, 'one');
  await host.close();
  expect(server.pids().filter(isRunning)).toEqual([]);
  expect(await failureOf(listTools(host, 'one'))).toBeInstanceOf(ExecutorClosedError);
  expect(server.pids()).toHaveLength(1);
});

test('closing a host stops a server that is still starting', async () => {
  const server = stdioServer(['--start-after', '60000']);
  const host = hostWith({ one: server.settings });
  const waiting = failureOf(listTools(host, 'one'));
  await expect.poll(() => server.pids().length).toBe(1);
  await host.close();
  expect(await waiting).toBeInstanceOf(ExecutorClosedError);
  expect(server.pids().filter(isRunning)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('kills a server that does not exit on SIGTERM', async () => {
  const server = stdioServer(['--stubborn']);
  const host = hostWith({ one: server.settings });
  await listTools(host, 'one');
  await host.close();
  expect(server.log()).toContain('SIGTERM');
  expect(server.pids().filter(isRunning)).toEqual([]);
});

test.skipIf(process.platform === 'win32')('stops the server process behind a shell or npx', async () => {
  const server = stdioServer(['--stubborn']);
  const { command = '', args = [] } = server.settings;
  const line = [command, ...args].map((word) => `'${word}'`).join(' ');
  // The second command keeps the shell from becoming the server.
  const host = hostWith({ one: { command: 'sh', args: ['-c', `${line}; true`] } });
  await listTools(host, 'one');
  expect(server.pids().filter(isRunning)).toHaveLength(1);
  await host.close();
  await Promise.all(server.pids().map(gone));
});

test('a program exits after closing its host; one that exits without closing it stops its servers', async () => {
  const server = stdioServer(['--stubborn']);
  const index = JSON.stringify(new URL('index.ts', import.meta.url).href);
  const settings = JSON.stringify({
    mcp: { servers: { one: server.settings, two: stdioServer().settings } },
  });
  const program = (after: string): string => `
    const { McpConnections } = await import(${index});
    const connections = new McpConnections(${settings});
    const { signal } = new AbortController();
    await connections.listTools('two', { signal });
    ${after}
    // What is being closed is closed after the next turn.
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
    console.log('done', process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|File/.test(name)).join());`;
  const folder = temporaryFolder();
  const run = async (name: string, source: string): Promise<[unknown, string]> => {
    const file = join(folder, name);
    writeFileSync(file, source);
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [[code], said] = await Promise.all([once(child, 'close'), text(child.stdout)]);
    return [code, said.trim()];
  };
  expect(await run('closes.mjs', program('await connections.close();'))).toEqual([0, 'done']);
  expect(
    await run('exits.mjs', program(`await connections.listTools('one', { signal }); process.exit(5);`)),
  ).toEqual([5, '']);
  await Promise.all(server.pids().map(gone));
});

test('a pending call fails when its host is closed', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const call = failureOf(callTool(host, { server: 'one', tool: 'hang' }));
  await server.wrote('call hang');
  await host.close();
  expect(await call).toMatchObject({ code: 'TOOL_OUTCOME_UNKNOWN' });
});
