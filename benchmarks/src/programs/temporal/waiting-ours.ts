import { grownBy } from '../../measure/grown-by.ts';
import { report } from '../../measure/in-program.ts';
import { startOurWorker } from './our-worker.ts';
import { ready, waitingAgent } from './workflows.ts';

const executor = await startOurWorker();

const mb = await grownBy(async () => {
  const handle = await executor.startWorkflow(waitingAgent, undefined);
  // It is answered when the workflow waits.
  await handle.query(ready);
});
report({ mb });
