// The same client on Temporal: `node temporal-client.ts <Temporal address> <server URL>`.
import { randomUUID } from 'node:crypto';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { suiteCalls, suiteSettings } from './settings.ts';
import { useServer } from './workflows.ts';

const [, , temporalHost = ''] = process.argv;
const taskQueue = `mcp-conformance-${randomUUID()}`;
const workflows = new URL('workflows.ts', import.meta.url);

await using worker = await startWorker({ workflows, settings: suiteSettings(), temporalHost, taskQueue });
await using executor = new TemporalExecutor({
  temporalHost,
  taskQueue: worker.taskQueue,
  workerWait: Infinity,
});
console.log(JSON.stringify(await executor.executeWorkflow(useServer, suiteCalls())));
