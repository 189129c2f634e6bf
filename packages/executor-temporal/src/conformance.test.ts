import { randomUUID } from 'node:crypto';
import { describeExecutorConformance } from '@mcp-agent/testing/conformance';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { TemporalExecutor } from './index.ts';
import { startWorker } from './worker/index.ts';

describeWithTemporal('on a real server', ({ address: temporalHost, namespace }) => {
  describeExecutorConformance('temporal', async ({ workflows, activities, settings }) => {
    const options = { temporalHost, namespace, taskQueue: `conformance-${randomUUID()}` };
    const worker = await startWorker({ workflows, activities, settings, ...options });
    return { executor: new TemporalExecutor(options), close: () => worker.close() };
  });
});
