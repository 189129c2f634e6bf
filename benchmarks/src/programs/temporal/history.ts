import { Client, Connection } from '@temporalio/client';
import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { ADDRESS } from './server.ts';
import { sums } from './workflows.ts';

// Measures the history of an agent. The row's model server sets the number of tool calls.
const turns = Number(process.argv[2] ?? 1) + 1;
const executor = await startOurWorker();
await executor.executeWorkflow(sums, { query: 'What is 2 + 3?', turns });
const start = performance.now();
const handle = await executor.startWorkflow(sums, { query: 'What is 2 + 3?', turns });
await handle.result();
const ms = performance.now() - start;
const client = new Client({ connection: await Connection.connect({ address: ADDRESS }) });
const { historyLength, historySize = 0 } = await client.workflow.getHandle(handle.workflowId).describe();
report({ events: historyLength, bytes: historySize, ms });
