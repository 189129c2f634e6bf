import { agentSettings } from '@mcp-agent/conformance/agents';
import { runWorker } from '../worker/index.ts';

// A worker process for tests that kill it. Arguments: the server's address, the task queue, the number of workers.
const [temporalHost = '', taskQueue = '', workerCount] = process.argv.slice(2);

await runWorker({
  workflows: new URL('both-suites-workflows.ts', import.meta.url),
  activities: new URL('both-suites-activities.ts', import.meta.url),
  settings: agentSettings(),
  temporalHost,
  taskQueue,
  ...(workerCount !== undefined && { workerCount: Number(workerCount) }),
});
