import { Client, Connection } from '@temporalio/client';
import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { ADDRESS } from './server.ts';
import { sums } from './workflows.ts';

// The history of one agent, whose model makes as many calls as the row's server was told to.
const turns = Number(process.argv[2] ?? 1) + 1;
const executor = await startOurWorker();
await executor.executeWorkflow(sums, { query: 'What is 2 + 3?', turns });
const begin = performance.now();
const handle = await executor.startWorkflow(sums, { query: 'What is 2 + 3?', turns });
await handle.result();
const ms = performance.now() - begin;
const client = new Client({ connection: await Connection.connect({ address: ADDRESS }) });
const { historyLength, historySize = 0 } = await client.workflow.getHandle(handle.workflowId).describe();
report({ events: historyLength, bytes: historySize, ms });
