import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Executor, WorkflowHandle } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { describe, expect, test } from 'vitest';
import { sessionSettings } from './settings.ts';
import { cancelOneOfTwo, countAndWait, countApart, goOn, loseServer, serverPid } from './workflows.ts';

function isRunning(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

/** Returns the process ID of the workflow's server, once it has called it. */
async function serverOf(handle: WorkflowHandle<unknown>): Promise<string> {
  const ask = (): Promise<string> => handle.query(serverPid);
  await expect.poll(ask).not.toBe('');
  return ask();
}

/** The tests for every engine. */
function sessionCases(
  open: (sessionIdleSeconds?: number, gate?: string) => Promise<Executor & AsyncDisposable>,
): void {
  test('each agent has its own session, which closes with the agent', async () => {
    await using executor = await open();
    const handle = await executor.startWorkflow(countApart, undefined);
    const { counts, pids, resource } = await handle.result();
    expect(counts).toEqual(['1', '1', '2', '2']);
    expect(resource).toEqual(['2']);
    expect(new Set(pids).size).toBe(2);
    const steps = await handle.history();
    expect(steps.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(steps[0]).toMatchObject({ name: 'mcp.call_tool', attempts: 1, output: { needsSession: true } });
    // The agents close with the workflow, before the executor does.
    await expect.poll(() => pids.filter(isRunning)).toEqual([]);
  });

  test('a session whose server died stays lost, and a new agent opens a new one', async () => {
    await using executor = await open();
    expect(await executor.executeWorkflow(loseServer, undefined)).toEqual({
      codes: ['MCP_SESSION_LOST', 'MCP_SESSION_LOST'],
      anew: '1',
    });
  });

  test('an idle session is closed, and its next call throws', async () => {
    await using executor = await open(2);
    const handle = await executor.startWorkflow(countAndWait, undefined);
    const pid = await serverOf(handle);
    await expect.poll(() => isRunning(pid)).toBe(false);
    await handle.signal(goOn);
    expect(await handle.result()).toEqual({ before: '1', code: 'MCP_SESSION_LOST', anew: '1' });
  });

  test('a call that is cancelled while a session opens does not cancel the others', async ({
    onTestFinished,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'sessions-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const gate = join(folder, 'gate');
    await using executor = await open(undefined, gate);
    const handle = await executor.startWorkflow(cancelOneOfTwo, undefined);
    const names = async (): Promise<string[]> => (await handle.history()).map(({ name }) => name);
    await expect.poll(names).toContain('mcp.open_session');
    await handle.signal(goOn);
    await expect.poll(() => handle.query(serverPid)).toBe('cancelled');
    await writeFile(gate, '');
    expect(await handle.result()).toEqual({ first: 'cancelled', second: '1' });
  });
}

describe('in memory', () => {
  sessionCases(async (...settings) => new AsyncioExecutor(sessionSettings(...settings)));
});

describeWithTemporal('on Temporal', ({ address }) => {
  sessionCases(async (...settings) => {
    const taskQueue = `sessions-${randomUUID()}`;
    const worker = await startWorker({
      workflows: new URL('workflows.ts', import.meta.url),
      settings: sessionSettings(...settings),
      temporalHost: address,
      taskQueue,
    });
    const executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    return Object.assign(executor, {
      [Symbol.asyncDispose]: async () => {
        await executor.close();
        await worker.close();
      },
    });
  });

  test('a session is lost with its worker, even if another worker takes over the workflow', async () => {
    const taskQueue = `sessions-${randomUUID()}`;
    const program = fileURLToPath(new URL('worker.ts', import.meta.url));
    const startProcess = () => spawn(process.execPath, [program, address, taskQueue], { stdio: 'ignore' });
    const first = startProcess();
    await using executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    const handle = await executor.startWorkflow(countAndWait, undefined);
    await serverOf(handle);
    const ended = once(first, 'exit');
    first.kill('SIGKILL');
    await ended;
    const second = startProcess();
    try {
      await handle.signal(goOn);
      expect(await handle.result()).toEqual({ before: '1', code: 'MCP_SESSION_LOST', anew: '1' });
    } finally {
      second.kill('SIGTERM');
      await once(second, 'exit');
    }
  });
});
