import { serveSlices } from '../../measure/in-program.ts';
import { check, QUESTION } from '../agent/task.ts';
import { startOurWorker } from './our-worker.ts';
import { sums } from './workflows.ts';

const executor = await startOurWorker();
await serveSlices(async () => check(await executor.executeWorkflow(sums, { query: QUESTION, turns: 2 })), 1);
