import { runWorker } from '@mcp-agent/executor-temporal/worker';

// A worker process that dies where its runs say. Arguments: the server's address, the task queue.
const [temporalHost = '', taskQueue = ''] = process.argv.slice(2);

await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  activities: new URL('activities.ts', import.meta.url),
  settings: { calls: { model: { retry: { maximumAttempts: 1 } } } },
  temporalHost,
  taskQueue,
});
