import { randomUUID } from 'node:crypto';
import { callActivity } from '@mcp-agent/conformance/engine/workflows';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { startWorkerProcess } from './test-support/worker-process.ts';

describeWithTemporal('a worker whose event loop is blocked', ({ address, namespace }) => {
  it('keeps a call for longer than the heartbeat timeout, and than the SDK waits for its own heartbeats', async () => {
    const taskQueue = `blocked-${randomUUID()}`;
    const worker = startWorkerProcess('blocking-worker.ts', address, taskQueue);
    await using executor = new TemporalExecutor({
      temporalHost: address,
      namespace,
      taskQueue,
      workerWait: Infinity,
    });
    // The SDK gives up 5 seconds after the timeout.
    const called = executor.executeWorkflow(callActivity, {
      activity: 'test.block',
      input: { ms: 12_000 },
      options: { retry: { maximumAttempts: 2 } },
    });
    expect(await called).toBe(1);
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });
});
