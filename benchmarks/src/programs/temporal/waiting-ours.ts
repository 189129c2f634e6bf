import { memoryGrowthMb } from '../../measure/memory-growth.ts';
import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { ready, waitingAgent } from './workflows.ts';

const executor = await startOurWorker();

const mb = await memoryGrowthMb(async () => {
  const handle = await executor.startWorkflow(waitingAgent, undefined);
  // The query is answered once the workflow waits.
  await handle.query(ready);
});
report({ mb });
