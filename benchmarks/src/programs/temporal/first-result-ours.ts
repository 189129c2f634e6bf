import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { four } from './workflows.ts';

// Measures from the start of the process to the first result. The optional argument is a prebuilt bundle.
const executor = await startOurWorker(process.argv[2]);
await executor.executeWorkflow(four, undefined);
report({ ms: performance.now() });
