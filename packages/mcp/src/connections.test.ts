import {
  CancelledError,
  ServerRequestError,
  ServerStartError,
  UnknownServerError,
} from '@mcp-agent/core/errors';
import { expect, test } from 'vitest';
import { callTool, failureOf, hostWith, kill, listTools, stdioServer } from './fixtures/harness.ts';

const pid = { server: 'one', tool: 'pid' };

test('twenty concurrent first calls start one process and all list its tools', async () => {
  const server = stdioServer(['--start-after', '300']);
  const host = hostWith({ one: server.settings });
  const lists = await Promise.all(Array.from({ length: 20 }, () => listTools(host, 'one')));
  expect(server.pids()).toHaveLength(1);
  for (const tools of lists) expect(tools).toHaveLength(12);
  expect(server.log().filter((line) => line === 'list')).toHaveLength(2);
});

test('lists which tools are idempotent according to their annotations', async () => {
  const host = hostWith({ one: stdioServer().settings });
  const repeatable = (await listTools(host, 'one')).filter((tool) => tool.repeatable).map(({ name }) => name);
  expect(repeatable).toEqual(['pid', 'die_again', 'hang_again']);
});

test('a start continues for other callers when one caller cancels', async () => {
  const server = stdioServer(['--start-after', '300']);
  const host = hostWith({ one: server.settings });
  const impatient = new AbortController();
  const others = [listTools(host, 'one'), listTools(host, 'one')];
  const cancelled = listTools(host, 'one', { signal: impatient.signal });
  impatient.abort(new CancelledError('I changed my mind.'));
  await expect(cancelled).rejects.toThrow('I changed my mind.');
  expect(await Promise.all(others)).toMatchObject([{ length: 12 }, { length: 12 }]);
  expect(server.pids()).toHaveLength(1);
});

test('a cancelled caller does not wait for the start', async () => {
  const server = stdioServer(['--start-after', '60000']);
  const impatient = new AbortController();
  const waiting = listTools(hostWith({ one: server.settings }), 'one', { signal: impatient.signal });
  impatient.abort(new CancelledError('I changed my mind.'));
  await expect(waiting).rejects.toThrow('I changed my mind.');
});

test('the next call restarts a server that died', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  const before = await callTool(host, pid);
  await kill(Number(server.pids()[0]));
  const after = await callTool(host, pid);
  expect(after.isError).toBe(false);
  expect(after.content).not.toEqual(before.content);
  expect(server.pids()).toHaveLength(2);
});

test('restarts with increasing delays a server that dies at every start', async () => {
  const server = stdioServer(['--die-at-start']);
  const host = hostWith({ one: server.settings });
  await failureOf(listTools(host, 'one'));
  await failureOf(listTools(host, 'one'));
  const failures = await Promise.all(Array.from({ length: 10 }, () => failureOf(listTools(host, 'one'))));
  // The first start is repeated at once without the question that some servers exit at.
  const [, , second = 0, third = 0] = server.times('start');
  expect(third - second).toBeGreaterThan(450);
  expect(failures.every((failure) => ServerStartError.isInstance(failure))).toBe(true);
  expect(server.pids()).toHaveLength(4);
});

test('restarts with increasing delays a server that dies in every call', async () => {
  const server = stdioServer();
  const host = hostWith({ one: server.settings });
  await failureOf(callTool(host, { server: 'one', tool: 'die' }));
  await failureOf(callTool(host, { server: 'one', tool: 'die' }));
  expect((await callTool(host, pid)).isError).toBe(false);
  const [, died = 0] = server.times('call die');
  const [, , third = 0] = server.times('start');
  expect(third - died).toBeGreaterThan(450);
});

test('lists a tool that the server added later', async () => {
  const host = hostWith({ one: stdioServer().settings });
  expect(await listTools(host, 'one')).toHaveLength(12);
  await callTool(host, { server: 'one', tool: 'grow' });
  expect((await listTools(host, 'one')).map(({ name }) => name)).toContain('tool_12');
});

test('lists and calls only allowed tools', async () => {
  const server = stdioServer([], { allowedTools: ['pid', 'fail'] });
  const host = hostWith({ one: server.settings });
  expect((await listTools(host, 'one')).map(({ name }) => name)).toEqual(['pid', 'fail']);
  const refused = await callTool(host, { server: 'one', tool: 'grow' });
  expect(refused).toMatchObject({
    isError: true,
    content: [{ text: expect.stringContaining('allowedTools does not list it') }],
  });
  expect(server.log()).not.toContain('call grow');
});

test('lists the hints of a tool, and a digest that changes with its definition', async () => {
  const host = hostWith({ one: stdioServer().settings, other: stdioServer().settings });
  const [before, ...more] = await listTools(host, 'one');
  expect(before).toMatchObject({ name: 'pid', annotations: { readOnlyHint: true }, repeatable: true });
  expect(before?.definition).toMatch(/^[\da-f]{32}$/);
  // The name is no part of the definition, and the server neither.
  expect((await listTools(host, 'other'))[0]).toEqual(before);
  expect(more.find(({ name }) => name === 'hang_again')?.definition).toBe(before?.definition);
  expect(more.find(({ name }) => name === 'hang')?.definition).not.toBe(before?.definition);

  await callTool(host, { server: 'one', tool: 'rewrite' });
  const after = await listTools(host, 'one');
  // Of two tools with one name, the first counts.
  expect(after.filter(({ name }) => name === 'pid')).toEqual([
    expect.objectContaining({ description: 'Also sends it away.', annotations: { readOnlyHint: true } }),
  ]);
  expect(after[0]?.definition).not.toBe(before?.definition);
});

test('withholds a tool from models whose definition is not the pinned one', async () => {
  const [first] = await listTools(hostWith({ one: stdioServer().settings }), 'one');
  const pinnedTools = { pid: first?.definition ?? '', gone: 'x' };
  const host = hostWith({ one: stdioServer([], { pinnedTools }).settings });
  expect((await listTools(host, 'one')).filter(({ withheld }) => withheld !== undefined)).toEqual([]);
  await callTool(host, { server: 'one', tool: 'rewrite' });
  const after = await listTools(host, 'one');
  expect(after.filter(({ withheld }) => withheld !== undefined)).toEqual([
    expect.objectContaining({ name: 'pid', withheld: expect.stringContaining(pinnedTools.pid) }),
  ]);
  expect(after[0]?.withheld).toContain(after[0]?.definition);
});

test('an endless list of tools fails with an error that says so', async () => {
  const host = hostWith({ one: stdioServer(['--endless-list']).settings });
  const failure = await failureOf(listTools(host, 'one'));
  expect(failure).toBeInstanceOf(ServerRequestError);
  expect(failure).toMatchObject({
    nonRetryable: true,
    message: expect.stringContaining('more than 100 pages'),
  });
});

test('ignores a greeting that a server prints on stdout', async () => {
  const host = hostWith({ one: stdioServer(['--chatty']).settings });
  expect(await listTools(host, 'one')).toHaveLength(12);
});

test('an unknown server name fails with the configured names and a suggestion', async () => {
  const host = hostWith({ filesystem: stdioServer().settings, fetch: stdioServer().settings });
  for (const promise of [listTools(host, 'fetsch'), callTool(host, { server: 'fetsch', tool: 'x' })]) {
    const failure = await failureOf(promise);
    expect(failure).toBeInstanceOf(UnknownServerError);
    expect(failure).toMatchObject({ nonRetryable: true, server: 'fetsch', known: ['filesystem', 'fetch'] });
    expect(String(failure)).toContain('Did you mean "fetch"?');
  }
  const inherited = await failureOf(listTools(host, 'constructor'));
  expect(inherited).toBeInstanceOf(UnknownServerError);
  expect(String(inherited)).not.toContain('Did you mean');
  expect(String(await failureOf(listTools(hostWith({}), 'fetch')))).toContain('Configured servers: none');
});

test('two hosts start separate servers', async () => {
  const server = stdioServer();
  const one = hostWith({ one: server.settings });
  const other = hostWith({ one: server.settings });
  await Promise.all([callTool(one, pid), callTool(other, pid)]);
  expect(server.pids()).toHaveLength(2);
  await one.close();
  expect((await callTool(other, pid)).isError).toBe(false);
  expect(server.pids()).toHaveLength(2);
});
