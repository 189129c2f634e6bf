import { serveSlices } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { four } from './workflows.ts';

const inFlight = Number(process.argv[2] ?? 1);
const executor = await startOurWorker();
await serveSlices(
  () => Promise.all(Array.from({ length: inFlight }, () => executor.executeWorkflow(four, undefined))),
  1,
);
