import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

/** Runs a program with an executor, and gives what it wrote and how it ended. */
async function run(body: string): Promise<{ readonly status: number; readonly lines: string[] }> {
  const program = `
    import { defineActivity, MCPApp } from '@mcp-agent/core';
    import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
    const app = new MCPApp({ name: 'rejections' });
    const options = { retry: { maximumAttempts: 1 } };
    const bad = defineActivity({ name: 'bad', options, run: () => { throw new Error('bad'); } });
    const slow = defineActivity({ name: 'slow', run: () => new Promise((done) => setTimeout(done, 50)) });
    const executor = new AsyncioExecutor({ logger: { type: 'none' } });
    const told = (promise) => promise.then(String, (error) => error.code + ': ' + error.cause?.message);
    ${body}
    await executor.close();
  `;
  const { stdout, code } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    {
      cwd: import.meta.dirname,
    },
  ).then(
    ({ stdout: out }) => ({ stdout: out, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  return { status: code, lines: stdout.split('\n').filter((line) => line !== '') };
}

describe('an unhandled error in a process with an executor', () => {
  it('of one of two concurrent steps fails only its workflow, and reaches no process listener', async () => {
    const { status, lines } = await run(`
      process.on('unhandledRejection', () => console.log('heard'));
      const both = app.workflow('both', async () => {
        const [a, b] = [slow(null), bad(null)];
        return [await a, await b];
      });
      const other = app.workflow('other', async (ctx) => { await ctx.sleep(80); return 'other'; });
      const running = executor.executeWorkflow(other);
      console.log(await told(executor.executeWorkflow(both)));
      console.log(await told(running));
    `);
    expect(lines).toEqual(['WORKFLOW_FAILED: Activity "bad" failed: bad', 'other']);
    expect(status).toBe(0);
  });

  it('of workflow code fails only that workflow, even after its end', async () => {
    const { status, lines } = await run(`
      process.on('unhandledRejection', () => console.log('heard'));
      const lost = app.workflow('lost', async (ctx, late) => {
        void (async () => { await slow(null).finally(() => {}); throw new Error('lost'); })();
        if (!late) await ctx.sleep('1 hour');
        void new Promise((_, reject) => setTimeout(reject, 20, new Error('after the end')));
        return 'ended';
      });
      console.log(await told(executor.executeWorkflow(lost, false)));
      console.log(await told(executor.executeWorkflow(lost, true)));
      await new Promise((done) => setTimeout(done, 100));
      console.log('alive');
    `);
    expect(lines).toEqual(['WORKFLOW_FAILED: lost', 'ended', 'alive']);
    expect(status).toBe(0);
  });

  it.skipIf(process.version.startsWith('v22.'))('thrown in a callback fails its workflow alone', async () => {
    const { status, lines } = await run(`
      process.on('uncaughtException', () => console.log('heard'));
      const throws = app.workflow('throws', async (ctx, [schedule]) => {
        const onAbort = (listener) => {
          const controller = new AbortController();
          controller.signal.addEventListener('abort', listener);
          controller.abort();
        };
        const schedules = { queueMicrotask, setImmediate, nextTick: process.nextTick, onAbort };
        schedules[schedule](() => { throw new Error(schedule); });
        await ctx.sleep('1 hour');
      });
      for (const schedule of ['queueMicrotask', 'setImmediate', 'nextTick', 'onAbort']) {
        console.log(await told(executor.executeWorkflow(throws, [schedule])));
      }
    `);
    expect(lines).toEqual([
      'WORKFLOW_FAILED: queueMicrotask',
      'WORKFLOW_FAILED: setImmediate',
      'WORKFLOW_FAILED: nextTick',
      'WORKFLOW_FAILED: onAbort',
    ]);
    expect(status).toBe(0);
  });

  it('of a closing resource does not end the process', async () => {
    const { status, lines } = await run(`
      const close = async () => { void Promise.reject(new Error('left')); setTimeout(() => { throw new Error('late'); }, 1); };
      const use = defineActivity({ name: 'use', run: (_, { resource }) => resource({ name: 'r', open: () => 1, close }).then(() => 'used') });
      const uses = app.workflow('uses', async () => use(null));
      const other = new AsyncioExecutor({ logger: { type: 'none' } });
      console.log(await told(other.executeWorkflow(uses)));
      await other.close();
      await new Promise((done) => setTimeout(done, 50));
      console.log('alive');
    `);
    expect(lines).toEqual(['used', 'alive']);
    expect(status).toBe(0);
  });

  it('of an abort listener of an activity does not end the process', async () => {
    const { status, lines } = await run(`
      const listens = defineActivity({ name: 'listens', run: async (_, { signal }) => {
        signal.addEventListener('abort', () => { throw new Error('left'); });
        void new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        await new Promise((done) => setTimeout(done, 50));
      } });
      const calls = app.workflow('calls', async () => listens(null));
      for (const end of ['cancel', 'terminate']) {
        const handle = await executor.startWorkflow(calls);
        await new Promise((done) => setTimeout(done, 10));
        await handle[end]();
        console.log(await handle.result().catch((error) => error.code));
      }
    `);
    expect(lines).toEqual(['CANCELLED', 'TERMINATED']);
    expect(status).toBe(0);
  });

  it('outside all runs ends the process, as in Node.js', async () => {
    const { status, lines } = await run(`
      process.on('exit', () => console.log('exit'));
      process.on('uncaughtExceptionMonitor', (error, origin) => console.log(origin, error.message));
      Promise.reject(new Error('nobody’s'));
      await new Promise((done) => setTimeout(done, 1_000));
      console.log('alive');
    `);
    expect(lines).toEqual(['unhandledRejection nobody’s', 'exit']);
    expect(status).toBe(1);
  });

  it('outside all runs reaches the listeners of the program', async () => {
    const { status, lines } = await run(`
      const heard = new Promise((resolve) => process.on('unhandledRejection', (reason) => resolve(reason.message)));
      Promise.reject(new Error('for the listener'));
      console.log(await heard);
    `);
    expect(lines).toEqual(['for the listener']);
    expect(status).toBe(0);
  });
});
