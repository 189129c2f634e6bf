import { randomUUID } from 'node:crypto';
import type { Settings } from '@mcp-agent/core';
import { until } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { expect, it } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { again, hangs, twice } from './test-support/settings-workflows.ts';
import { bundleWorkflows, startWorker, type TemporalWorker } from './worker/index.ts';

const workflows = new URL('test-support/settings-workflows.ts', import.meta.url);
const limited: Settings = { temporal: { timeoutSeconds: 0.3 } };

describeWithTemporal('options of activities in the settings', ({ address: temporalHost, namespace }) => {
  const options = (): { temporalHost: string; namespace: string; taskQueue: string } => ({
    temporalHost,
    namespace,
    taskQueue: `settings-${randomUUID()}`,
  });
  type Options = ReturnType<typeof options>;
  const workerWith = (settings: Settings, on: Options): Promise<TemporalWorker> =>
    startWorker({ workflows, settings, ...on });

  it.each(['now', 'ahead of time'])(
    'timeoutSeconds limits one attempt whose code sets no limit, for workflows bundled %s',
    async (when) => {
      const on = options();
      const workflowBundle = await bundleWorkflows(workflows);
      await using worker = await startWorker({
        workflows,
        settings: limited,
        ...on,
        ...(when !== 'now' && { workflowBundle }),
      });
      expect(worker.taskQueue).toBe(on.taskQueue);
      await using executor = new TemporalExecutor(on);
      expect(await executor.executeWorkflow(hangs, {})).toMatchObject({
        cause: { code: 'TIMED_OUT', message: expect.stringContaining('startToCloseTimeout of 300 ms') },
      });
      expect(await executor.executeWorkflow(hangs, { startToCloseTimeout: 500 })).toMatchObject({
        cause: { code: 'TIMED_OUT', message: expect.stringContaining('startToCloseTimeout of 500 ms') },
      });
    },
  );

  it('may differ between workers: each applies its own to the activities that it schedules, and a replay is valid', async () => {
    const on = options();
    await using executor = new TemporalExecutor({ ...on, workerWait: Infinity });
    const retry = { maximumAttempts: 1 };
    const first = await workerWith({ temporal: { timeoutSeconds: 60 } }, on);
    const handle = await executor.startWorkflow(twice, { ms: 2_000, options: { retry } });
    await until('the first activity has completed', async () =>
      (await handle.history()).some(({ type, status }) => type === 'activity' && status === 'completed'),
    );
    await first.close();
    await using second = await workerWith(limited, on);
    expect(second.taskQueue).toBe(on.taskQueue);
    await handle.signal(again);
    await expect(handle.result()).rejects.toThrow('startToCloseTimeout of 300 ms');
  });
});
