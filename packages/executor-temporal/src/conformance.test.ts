import { randomUUID } from 'node:crypto';
import { describeExecutorConformance, ENGINES } from '@mcp-agent/testing/conformance';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { TemporalExecutor } from './index.ts';
import { startWorker } from './worker/index.ts';

/** Temporal wants to know the names that workflows are found by. */
async function registerSearchAttributes(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_INT } = temporal.api.enums.v1.IndexedValueType;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: {
      ConformanceKey: INDEXED_VALUE_TYPE_KEYWORD,
      ConformanceCount: INDEXED_VALUE_TYPE_INT,
    },
  });
  await connection.close();
}

describeWithTemporal('on a real server', ({ address: temporalHost, namespace }) => {
  describeExecutorConformance(
    'temporal',
    async ({ workflows, activities, settings }) => {
      const options = { temporalHost, namespace, taskQueue: `conformance-${randomUUID()}` };
      await registerSearchAttributes(temporalHost, namespace);
      const worker = await startWorker({ workflows, activities, settings, ...options });
      const another = (): TemporalExecutor => new TemporalExecutor({ ...options, workerWait: Infinity });
      return { executor: another(), another, close: () => worker.close() };
    },
    { lacks: ENGINES.temporal },
  );
});
