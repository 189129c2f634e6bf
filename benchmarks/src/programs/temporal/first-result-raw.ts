import { report } from '../../measure/in-program.ts';
import { executeFour, startRawWorker } from './raw-worker.ts';

// From the start of the process to the first result.

const client = await startRawWorker();
await executeFour(client);
report({ ms: performance.now() });
