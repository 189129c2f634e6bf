import { runWorker, type RunWorkerOptions } from '../worker/index.ts';

// A worker process for tests that stop it. Arguments: the server's address, the task queue, more options as JSON.
const [temporalHost = '', taskQueue = '', options = '{}'] = process.argv.slice(2);
const given: Partial<RunWorkerOptions> = JSON.parse(options);

await runWorker({
  workflows: new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows')),
  activities: new URL(import.meta.resolve('@mcp-agent/conformance/engine/activities')),
  extensions: [],
  temporalHost,
  taskQueue,
  ...given,
});
