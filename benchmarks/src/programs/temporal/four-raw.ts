import { serveSlices } from '../../measure/in-program.ts';
import { executeFour, startRawWorker } from './raw-worker.ts';

const inFlight = Number(process.argv[2] ?? 1);
const client = await startRawWorker();
await serveSlices(() => Promise.all(Array.from({ length: inFlight }, () => executeFour(client))), 1);
