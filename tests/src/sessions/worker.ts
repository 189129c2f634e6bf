// A worker as a process of its own, for a test that kills it: the address and the queue are its arguments.
import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { sessionSettings } from './settings.ts';

const [temporalHost = '', taskQueue = ''] = process.argv.slice(2);
await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  settings: sessionSettings(),
  temporalHost,
  taskQueue,
});
