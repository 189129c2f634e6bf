import { report } from '../../measure/in-program.ts';
import { executeFour, startRawWorker } from './raw-worker.ts';

// Measures from the start of the process to the first result. The optional argument is a prebuilt bundle.
const client = await startRawWorker(process.argv[2]);
await executeFour(client);
report({ ms: performance.now() });
