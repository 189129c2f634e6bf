import { randomUUID } from 'node:crypto';
import { echo } from '@mcp-agent/conformance/engine/workflows';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { TcpProxy } from './test-support/tcp-proxy.ts';
import { startWorkerProcess, type WorkerProcess } from './test-support/worker-process.ts';

describeWithTemporal('runWorker when the server is away', ({ address, namespace }) => {
  let proxy: TcpProxy;
  let worker: WorkerProcess | undefined;

  beforeEach(async () => {
    proxy = await TcpProxy.start(address);
  });

  afterEach(() => worker?.end('SIGKILL'));

  const start = (taskQueue: string, options: object = {}): WorkerProcess => {
    const { address: through } = proxy;
    worker = startWorkerProcess('stopping-worker.ts', through, taskQueue, JSON.stringify(options));
    return worker;
  };
  const lines = (text: string): number => (worker?.output() ?? '').split(text).length - 1;

  it.each([undefined, 1])(
    'waits for it at the start, and logs that, with workerCount: %s',
    async (workerCount) => {
      const taskQueue = `waiting-${randomUUID()}`;
      const broken = proxy.break();
      start(taskQueue, { workerCount });
      await broken;
      await until('it logs that it waits', () => lines('waits until it is back') > 0);
      proxy.forward();
      await using executor = new TemporalExecutor({
        temporalHost: address,
        namespace,
        taskQueue,
        workerWait: Infinity,
      });
      expect(await executor.executeWorkflow(echo, 'back')).toBe('back');
      expect(lines('waits until it is back')).toBe(1);
      expect(lines('is connected to')).toBe(1);
      expect(lines(proxy.address)).toBeGreaterThan(1);
    },
  );

  it('waits for it when it goes away later, and logs that once', async () => {
    const taskQueue = `waiting-${randomUUID()}`;
    await using executor = new TemporalExecutor({
      temporalHost: address,
      namespace,
      taskQueue,
      workerWait: Infinity,
    });
    start(taskQueue);
    await executor.executeWorkflow(echo, 'first');
    await proxy.break();
    await until('it logs that it waits', () => lines('waits until it is back') > 0);
    const handle = await executor.startWorkflow(echo, 'second');
    proxy.forward();
    expect(await handle.result()).toBe('second');
    await until('it logs that it is connected', () => lines('is connected to') > 0);
    expect(lines('waits until it is back')).toBe(1);
  });

  it('ends at once by SIGTERM while it waits', async () => {
    void proxy.break();
    const waiting = start('any');
    await until('it logs that it waits', () => lines('waits until it is back') > 0);
    expect(await waiting.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('does not wait for a namespace that does not exist', async () => {
    const failing = start('any', { namespace: 'none' });
    await until('it has ended', () => failing.process.exitCode !== null);
    expect(failing.process.exitCode).not.toBe(0);
    expect(failing.output()).toContain('has no namespace "none"');
  });

  it('fails at once if it is not to wait', async () => {
    void proxy.break();
    const failing = start('any', { waitForServer: false });
    await until('it has ended', () => failing.process.exitCode !== null);
    expect(failing.process.exitCode).not.toBe(0);
    expect(failing.output()).toContain('ENGINE_UNAVAILABLE');
  });
});
