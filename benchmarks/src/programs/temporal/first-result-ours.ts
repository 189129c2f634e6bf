import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { four } from './workflows.ts';

// From the start of the process to the first result.
const executor = await startOurWorker();
await executor.executeWorkflow(four, undefined);
report({ ms: performance.now() });
