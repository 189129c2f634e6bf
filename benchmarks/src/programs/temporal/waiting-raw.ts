import { memoryGrowthMb } from '../../measure/memory-growth.ts';
import { report } from '../../measure/in-program.ts';
import { startRawWorker } from './raw-worker.ts';
import { TASK_QUEUE } from './server.ts';

const client = await startRawWorker();

const mb = await memoryGrowthMb(async (index) => {
  const workflowId = `${TASK_QUEUE}-waits-${index}`;
  const handle = await client.workflow.start('waits', { taskQueue: TASK_QUEUE, workflowId });
  // The query is answered once the workflow waits.
  await handle.query('__stack_trace');
});
report({ mb });
