import { randomUUID } from 'node:crypto';
import { type Executor, registerActivities, type Settings } from '@mcp-agent/core';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { beforeAll, describe } from 'vitest';

/** The files that both engines run. */
interface Files {
  readonly workflows: URL;
  readonly activities?: URL;
  /** Called after the setup of the tests. */
  readonly settings?: () => Settings;
}

/** Runs the same tests in memory, and on a real Temporal server with a worker in this process. */
export function describeOnBothEngines(
  name: string,
  { workflows, activities, settings = () => ({}) }: Files,
  tests: (engine: () => Executor) => void,
): void {
  const quiet = (): Settings => ({ logger: { type: 'none' }, ...settings() });

  describe(`${name}, in memory`, () => {
    let executor: AsyncioExecutor;
    beforeAll(async () => {
      if (activities !== undefined) registerActivities(await import(activities.href));
      executor = new AsyncioExecutor(quiet());
      return () => executor.close();
    });
    tests(() => executor);
  });

  describeWithTemporal(`${name}, on Temporal`, ({ address: temporalHost }) => {
    const temporal = { temporalHost, taskQueue: `both-${randomUUID()}` };
    let executor: TemporalExecutor;
    beforeAll(async () => {
      const files = { workflows, ...(activities !== undefined && { activities }) };
      const worker = await startWorker({ ...files, settings: quiet(), ...temporal });
      executor = new TemporalExecutor({ ...temporal, workerWait: Infinity });
      return async () => {
        await executor.close();
        await worker.close();
      };
    });
    tests(() => executor);
  });
}
