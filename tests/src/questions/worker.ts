// A worker process for a test that kills it. Arguments: the server's address, the task queue, and the desk's port.
import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { deskSettings } from './desk.ts';

const [temporalHost = '', taskQueue = '', port = ''] = process.argv.slice(2);
await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  settings: deskSettings(port),
  temporalHost,
  taskQueue,
});
