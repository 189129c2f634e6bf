import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue, WorkflowHandle } from '@mcp-agent/core';
import { callActivity } from '@mcp-agent/conformance/engine/workflows';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { startWorkerProcess, type WorkerProcess } from './test-support/worker-process.ts';

describeWithTemporal('runWorker when it is stopped', ({ address, namespace }) => {
  let folder: string;
  let taskQueue: string;
  let executor: TemporalExecutor;
  const workers: WorkerProcess[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stopping-'));
    taskQueue = `stopping-${randomUUID()}`;
    executor = new TemporalExecutor({ temporalHost: address, namespace, taskQueue, workerWait: Infinity });
  });

  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.end('SIGKILL')));
    await executor.close();
    await rm(folder, { recursive: true });
  });

  /** Starts a worker, and an activity on it that ignores its signal and runs until the gate is open. */
  const holding = async (
    options: object = {},
  ): Promise<{ worker: WorkerProcess; handle: WorkflowHandle<JsonValue>; open: () => Promise<void> }> => {
    const worker = startWorkerProcess('stopping-worker.ts', address, taskQueue, JSON.stringify(options));
    workers.push(worker);
    const [file, gate] = [join(folder, 'file'), join(folder, 'gate')];
    const handle = await executor.startWorkflow(callActivity, {
      activity: 'conformance.hold',
      input: { file, gate },
    });
    await until('the activity runs', () => existsSync(file));
    return { worker, handle, open: () => writeFile(gate, '') };
  };

  it('lets a running activity finish, while other workers run the workflows', async () => {
    const { worker, handle, open } = await holding();
    const ended = worker.end('SIGTERM');
    await until('it no longer polls', () => worker.output().includes('stops'));
    const other = startWorkerProcess('stopping-worker.ts', address, taskQueue, '{}');
    workers.push(other);
    await open();
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(await handle.result()).toBe('held');
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('begin\nend\n');
  });

  it('ends although an activity ignores its cancellation, and names it', async () => {
    const { worker } = await holding({ shutdownGraceSeconds: 0.1 });
    expect(await worker.end('SIGTERM')).toEqual({ code: 1, signal: null });
    expect(worker.output()).toContain('"activities":["conformance.hold"]');
  });

  it.each([undefined, 2])('ends at once by a second signal, with workerCount: %s', async (workerCount) => {
    const { worker } = await holding({ workerCount });
    worker.process.kill('SIGTERM');
    await until('it stops', () => worker.output().includes('stops'));
    const { process: child } = worker;
    await until('the second signal ends it', () => {
      child.kill('SIGINT');
      return child.exitCode !== null || child.signalCode !== null;
    });
    expect(child.exitCode).not.toBe(0);
  });
});
