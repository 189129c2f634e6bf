// A worker process for a test that kills it. Arguments: the server's address and the task queue.
import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { sessionSettings } from './settings.ts';

const [temporalHost = '', taskQueue = ''] = process.argv.slice(2);
await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  settings: sessionSettings(),
  temporalHost,
  taskQueue,
});
