import { randomUUID } from 'node:crypto';
import { errorOf, until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { beforeAll, expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { loops, phase, rejects, throwsInCallback } from './test-support/odd-workflows.ts';
import { startWorker } from './worker/index.ts';

describeWithTemporal('a workflow task that fails', ({ address: temporalHost, namespace }) => {
  const temporal = { temporalHost, namespace, taskQueue: `odd-${randomUUID()}` };
  let executor: TemporalExecutor;

  beforeAll(async () => {
    const workflows = new URL('test-support/odd-workflows.ts', import.meta.url);
    const worker = await startWorker({ workflows, settings: { logger: { type: 'none' } }, ...temporal });
    executor = new TemporalExecutor(temporal);
    return async () => {
      await executor.close();
      await worker.close();
    };
  });

  it.each([false, true])(
    'for an unhandled rejection of workflow code fails the run when it is retried, late: %s',
    async (late) => {
      const handle = await executor.startWorkflow(rejects, { late });
      expect(await errorOf(handle.result())).toMatchObject({
        code: 'WORKFLOW_FAILED',
        cause: { code: 'APPLICATION', type: 'Error', message: 'lost' },
      });
      expect(await handle.describe()).toMatchObject({ status: 'failed' });
      expect((await handle.describe()).stuck).toBeUndefined();
    },
  );

  it.each(['microtask', 'listener'] as const)('for an error thrown by a %s fails the run', async (where) => {
    expect(await errorOf(executor.executeWorkflow(throwsInCallback, where))).toMatchObject({
      code: 'WORKFLOW_FAILED',
      cause: { message: 'lost' },
    });
  });

  it('ends the run for queries as well: a replay reaches the same end', async () => {
    const handle = await executor.startWorkflow(rejects, { late: true });
    await errorOf(handle.result());
    expect(await handle.query(phase)).toBe('rejecting');
  });

  it('repeatedly is reported by describe: since when, how often and why', async () => {
    const before = Date.now();
    const handle = await executor.startWorkflow(loops);
    await until('it is stuck', async () => (await handle.describe()).stuck !== undefined);
    const { status, stuck } = await handle.describe();
    expect(status).toBe('running');
    expect(stuck?.attempts).toBeGreaterThanOrEqual(2);
    expect(stuck?.since).toBeGreaterThan(before - 10_000);
    expect(stuck?.error.message).toContain('timed out');
    await handle.terminate();
  });
});
