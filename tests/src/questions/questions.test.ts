import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Executor,
  humanInputAnswer,
  humanInputRequests,
  type PendingHumanInput,
  type WorkflowHandle,
} from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { describe, expect, onTestFinished, test } from 'vitest';
import { historyOf } from '../budgets/history-of.ts';
import { Desk, deskSettings } from './desk.ts';
import { callDesk, callDeskAlone } from './workflows.ts';

/** What the tests need of an engine. */
interface Engine {
  readonly executor: Executor;
  /** Ends the worker without a warning, and starts another one, if the engine has workers that can die. */
  replaceWorker(): Promise<void>;
}

async function marks(): Promise<{ file: string; done: string; lines(): string[]; looks(): number }> {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-agent-questions-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'file');
  const read = (path: string): string[] =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .map((line) => line.trim())
          .filter(Boolean)
      : [];
  return {
    file,
    done: join(folder, 'done'),
    lines: () => read(file),
    looks: () => read(`${file}.looks`).length,
  };
}

async function question(handle: WorkflowHandle<unknown>): Promise<PendingHumanInput> {
  const ask = (): Promise<PendingHumanInput[]> => handle.query(humanInputRequests).catch(() => []);
  await expect.poll(ask).toHaveLength(1);
  const [request] = await ask();
  if (request === undefined) throw new Error('The question is gone.');
  return request;
}

async function answer(handle: WorkflowHandle<unknown>, count: number): Promise<void> {
  const { id } = await question(handle);
  await handle.signal(humanInputAnswer, { id, kind: 'elicitation', action: 'accept', content: { count } });
}

/** The tests for every engine. */
function cases(open: (desk: Desk) => Promise<Engine & AsyncDisposable>): void {
  test('a question is answered after the server and the worker were restarted', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const { file, lines } = await marks();
    const handle = await engine.executor.startWorkflow(callDesk, { tool: 'order', args: { file } });
    expect(await question(handle)).toMatchObject({ server: 'desk', message: 'How many?' });
    await desk.restart();
    await engine.replaceWorker();
    await answer(handle, 5);
    expect(await handle.result()).toBe('order 1: 5 red');
    expect(lines()).toEqual(['asked', 'ordered']);
    const steps = (await handle.history()).filter(({ type }) => type === 'activity');
    expect(steps.map(({ name, attempts }) => [name, attempts])).toEqual([
      ['mcp.call_tool', 1],
      ['mcp.call_tool', 1],
    ]);
  });

  test('a task outlives its server and its worker, and asks back', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const { file, done, lines, looks } = await marks();
    const args = { file, until: done, ask: true };
    const handle = await engine.executor.startWorkflow(callDesk, { tool: 'render', args });
    await question(handle);
    await desk.restart();
    await answer(handle, 7);
    await expect.poll(lines).toEqual(['started', 'answer 7']);
    await expect.poll(looks).toBeGreaterThan(1);
    await desk.kill();
    await engine.replaceWorker();
    await desk.restart();
    const before = looks();
    await expect.poll(looks).toBeGreaterThan(before);
    await writeFile(done, '');
    expect(await handle.result()).toBe('rendered answer 7');
    expect(lines()).toEqual(['started', 'answer 7']);
  });

  test.each(['program', 'old program'])('a function answers, in the same way for the %s', async (server) => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const accepted = await engine.executor.executeWorkflow(callDeskAlone, {
      server,
      tool: 'order',
      handler: 'accepts',
    });
    expect(accepted).toEqual({ text: 'order 1: 3 red', prompt: '3 lines' });
  });

  test('a page is shown to a person, and the server decides what follows', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const handle = await engine.executor.startWorkflow(callDesk, { tool: 'open_page' });
    const { id, ...shown } = await question(handle);
    expect(shown).toMatchObject({ message: 'Log in.', url: 'https://example.com/login' });
    await handle.signal(humanInputAnswer, { id, kind: 'elicitation', action: 'accept' });
    expect(await handle.result()).toBe('{"action":"accept"}');
  });

  test('a server that asks nothing but to come back is called again after a timer of the workflow', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const handle = await engine.executor.startWorkflow(callDesk, { tool: 'wait' });
    expect(await handle.result()).toBe('busy, then done');
    const steps = (await handle.history()).map(({ type, name }) => (type === 'activity' ? name : type));
    expect(steps).toEqual(['mcp.call_tool', 'timer', 'mcp.call_tool']);
  });

  test('a question is dismissed if its handler throws', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const asked = { server: 'program', tool: 'order', handler: 'throws' } as const;
    expect(await engine.executor.executeWorkflow(callDeskAlone, asked)).toMatchObject({
      text: 'not ordered',
    });
  });
}

describe('in memory', () => {
  cases(async (desk) => {
    const executor = new AsyncioExecutor(deskSettings(desk.port));
    return {
      executor,
      replaceWorker: async () => undefined,
      [Symbol.asyncDispose]: () => executor.close(),
    };
  });
});

describeWithTemporal('on Temporal', ({ address }) => {
  const open = async (desk: Desk): Promise<Engine & AsyncDisposable> => {
    const taskQueue = `questions-${randomUUID()}`;
    const program = fileURLToPath(new URL('worker.ts', import.meta.url));
    const start = (): ChildProcess =>
      spawn(process.execPath, [program, address, taskQueue, String(desk.port)], { stdio: 'ignore' });
    let worker = start();
    const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
      const ended = once(worker, 'exit');
      worker.kill(signal);
      await ended;
    };
    const executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    return {
      executor,
      replaceWorker: async () => {
        await end('SIGKILL');
        worker = start();
      },
      [Symbol.asyncDispose]: async () => {
        await executor.close();
        await end('SIGTERM');
      },
    };
  };
  cases(open);

  test('a task costs the same few events, however often its server is asked', async () => {
    await using desk = await Desk.start();
    await using engine = await open(desk);
    const run = async (polls: number): Promise<{ events: number; bytes: number }> => {
      const { file, done, looks } = await marks();
      const args = { file, until: done };
      const handle = await engine.executor.startWorkflow(callDesk, { tool: 'render', args });
      await expect.poll(looks).toBeGreaterThanOrEqual(polls);
      await writeFile(done, '');
      expect(await handle.result()).toBe('rendered all');
      const { events, bytes } = await historyOf(address, handle.workflowId);
      return { events, bytes };
    };
    const short = await run(1);
    const long = await run(8);
    console.log(`history of a task: ${long.events} events, ${long.bytes} bytes`);
    expect(long.events).toBe(short.events);
    expect(long.events).toBeLessThanOrEqual(17);
  });
});
