import { randomUUID } from 'node:crypto';
import { describeAgentConformance } from '@mcp-agent/conformance/agents';
import { describeEngineConformance, ENGINES, type StartEngine } from '@mcp-agent/conformance/engine';
import { describeEngineEquivalence } from '@mcp-agent/conformance/fuzz';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { beforeAll } from 'vitest';
import { TemporalExecutor } from './index.ts';
import { startWorker } from './worker/index.ts';

/** Registers the search attributes of the suite, without which Temporal rejects them. */
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
  const start: StartEngine = async ({ workflows, activities, settings }) => {
    const options = { temporalHost, namespace, taskQueue: `conformance-${randomUUID()}` };
    const worker = await startWorker({ workflows, activities, settings, ...options });
    const another = (): TemporalExecutor => new TemporalExecutor({ ...options, workerWait: Infinity });
    return { executor: another(), another, close: () => worker.close() };
  };

  beforeAll(() => registerSearchAttributes(temporalHost, namespace));

  describeEngineConformance('temporal', start, { lacks: ENGINES.temporal });
  describeAgentConformance('temporal', start);
  describeEngineEquivalence('temporal', start);
});
