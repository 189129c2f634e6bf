import { grownBy } from '../../measure/grown-by.ts';
import { report } from '../../measure/in-program.ts';
import { startRawWorker } from './raw-worker.ts';
import { TASK_QUEUE } from './server.ts';

const client = await startRawWorker();

const mb = await grownBy(async (index) => {
  const workflowId = `${TASK_QUEUE}-waits-${index}`;
  const handle = await client.workflow.start('waits', { taskQueue: TASK_QUEUE, workflowId });
  // It is answered when the workflow waits.
  await handle.query('__stack_trace');
});
report({ mb });
