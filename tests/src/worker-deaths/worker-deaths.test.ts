import { randomUUID } from 'node:crypto';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { askDying, type Deaths } from './workflows.ts';

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));

// Concurrently: they wait for heartbeat timeouts.
describeWithTemporal('an agent whose worker dies', ({ address: temporalHost }) => {
  const startWorker = (taskQueue: string): ChildProcess =>
    spawn(process.execPath, [WORKER, temporalHost, taskQueue], { stdio: 'ignore' });

  /** Runs the agent, with another worker after each death. Returns its result or error, and how often the tool's code began. */
  const ask = async (
    deaths: Pick<Deaths, 'place' | 'passes'>,
  ): Promise<{ result: unknown; begun: number }> => {
    const folder = await mkdtemp(join(tmpdir(), 'deaths-'));
    const taskQueue = randomUUID();
    await using executor = new TemporalExecutor({ temporalHost, taskQueue, workerWait: Infinity });
    const [passesFile, toolFile] = [join(folder, 'passes'), join(folder, 'tool')];
    const ending = executor
      .executeWorkflow(askDying, { ...deaths, passesFile, toolFile })
      .catch((error: unknown) => error);
    for (const _ of deaths.passes) {
      expect(await once(startWorker(taskQueue), 'exit')).toEqual([null, 'SIGKILL']);
    }
    const last = startWorker(taskQueue);
    const result = await ending;
    last.kill('SIGTERM');
    await once(last, 'exit');
    const begun = (await readFile(toolFile, 'utf8').catch(() => '')).length;
    await rm(folder, { recursive: true });
    return { result, begun };
  };

  it.concurrent('T2.3: in a model call, three times, completes although the model may fail only once', async () => {
    expect(await ask({ place: 'model', passes: [1, 2, 3] })).toEqual({ result: 'acted', begun: 1 });
  });

  it.concurrent('before a function tool that is not idempotent begins calls it, once', async () => {
    // The first check of the arguments is that of the model call.
    expect(await ask({ place: 'before the tool', passes: [2, 3] })).toEqual({ result: 'acted', begun: 1 });
  });

  it.concurrent('in a function tool that is not idempotent ends, and does not call it again', async () => {
    const { result, begun } = await ask({ place: 'in the tool', passes: [1] });
    expect(result).toMatchObject({
      cause: {
        code: 'TOOL_OUTCOME_UNKNOWN',
        tool: 'act',
        message: expect.stringMatching(
          /The outcome of function tool "act" is unknown: .*worker.*\n.*repeatable: true/,
        ),
      },
    });
    expect(begun).toBe(1);
  });
});
