import { randomUUID } from 'node:crypto';
import { errorOf } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { beforeAll, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { ask, exportNames, go, meddles, oddTimers } from './test-support/isolate-workflows.ts';
import { startWorker } from './worker/index.ts';

describeWithTemporal('the isolate', ({ address: temporalHost, namespace }) => {
  const temporal = { temporalHost, namespace, taskQueue: `isolate-${randomUUID()}` };
  let executor: TemporalExecutor;

  beforeAll(async () => {
    const workflows = new URL('test-support/isolate-workflows.ts', import.meta.url);
    const worker = await startWorker({ workflows, settings: { logger: { type: 'none' } }, ...temporal });
    executor = new TemporalExecutor(temporal);
    return async () => {
      await executor.close();
      await worker.close();
    };
  });

  it('accepts the same timer arguments as Node.js', async () => {
    expect(await executor.executeWorkflow(oddTimers)).toBe('-1 0 0.5 2147483648 Infinity NaN none');
  });

  it('runs a workflow with any name that a module can export', async () => {
    for (const workflow of exportNames) expect(await executor.executeWorkflow(workflow)).toBe(workflow.name);
  });

  it('rejects a timer that a query handler starts', async () => {
    const handle = await executor.startWorkflow(meddles, { how: 'timer' });
    expect(await errorOf(handle.query(ask))).toMatchObject({
      code: 'MESSAGE_FAILED',
      cause: { code: 'INVALID_ARGUMENT', argument: 'handler' },
    });
    await handle.signal(go);
    expect(await handle.result()).toBe('went');
  });

  it.each(['waiter', 'end', 'failure'] as const)(
    'follows its history when a query handler changes the workflow: %s',
    async (how) => {
      const handle = await executor.startWorkflow(meddles, { how });
      for (const _ of [1, 2]) expect(await handle.query(ask)).toBe('answered');
      await handle.signal(go);
      expect(await handle.result()).toBe('went');
    },
  );

  it.each([
    ['microtask', 'A query handler started a timer'],
    ['rejection', 'by a query'],
  ] as const)(
    'fails a run whose query handler leaves a rejected promise, as in memory: %s',
    async (how, message) => {
      const handle = await executor.startWorkflow(meddles, { how });
      expect(await handle.query(ask)).toBe('answered');
      await handle.signal(go);
      expect(await errorOf(handle.result())).toMatchObject({
        code: 'WORKFLOW_FAILED',
        cause: { message: expect.stringContaining(message) },
      });
    },
  );
});
