import { report } from '../../measure/in-program.ts';
import { executeFour, startRawWorker } from './raw-worker.ts';

// From the start of the process to the first result; a bundle that was made before is its argument.
const client = await startRawWorker(process.argv[2]);
await executeFour(client);
report({ ms: performance.now() });
