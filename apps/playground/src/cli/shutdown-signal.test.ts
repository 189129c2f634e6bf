import { describe, expect, test } from 'vitest';
import { html, never, startSite } from '../test-support/page.ts';
import { canTellProcesses } from '../test-support/processes.ts';
import { Program } from '../test-support/program.ts';

const SERVED = /The playground is at (http:\S+)/;

describe.skipIf(!canTellProcesses)('stopping the playground', () => {
  test('Ctrl-C while serving the page exits with status 0 and leaves no process', async () => {
    await using program = await Program.start(['--port', '0']);
    const origin = await program.says(SERVED);
    // The playground, the in-memory engine and the MCP server.
    expect(await program.processes()).toHaveLength(3);
    program.process.kill('SIGINT');
    const { status, stderr } = await program.ended;
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(await program.processes()).toEqual([]);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });

  test.each([
    { signal: 'SIGINT', status: 130 },
    { signal: 'SIGTERM', status: 143 },
  ] as const)('$signal during a run exits with status $status', async ({ signal, status }) => {
    await using site = await startSite(never);
    await using program = await Program.start(['--once', `What says ${site.origin}/?`]);
    await site.asked;
    program.process.kill(signal);
    const ending = await program.ended;
    expect(ending.stdout).toContain('Cancelled on asyncio');
    expect(ending.status).toBe(status);
    expect(await program.processes()).toEqual([]);
  });

  test('exits with its parent, even if the parent is killed', async () => {
    await using program = await Program.start(['--port', '0'], { behind: 'node' });
    await program.says(SERVED);
    expect(await program.processes()).toHaveLength(4);
    program.process.kill('SIGKILL');
    await expect.poll(() => program.processes()).toEqual([]);
  });

  test('exits without an error when its reader goes away', async () => {
    const page = Promise.withResolvers<Response>();
    await using site = await startSite(() => page.promise);
    await using program = await Program.start(['--once', `What says ${site.origin}/?`]);
    await site.asked;
    program.process.stdout?.destroy();
    page.resolve(html('<p>It is here.</p>'));
    const { status, stderr } = await program.ended;
    expect(stderr).toBe('');
    // It may complete before it notices that the reader is gone.
    expect([0, 129]).toContain(status);
    expect(await program.processes()).toEqual([]);
  });
});
