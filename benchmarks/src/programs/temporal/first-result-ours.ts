import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { four } from './workflows.ts';

// From the start of the process to the first result; a bundle that was made before is its argument.
const executor = await startOurWorker(process.argv[2]);
await executor.executeWorkflow(four, undefined);
report({ ms: performance.now() });
