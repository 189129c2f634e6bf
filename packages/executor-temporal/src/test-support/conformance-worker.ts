import { conformanceSettings } from '@mcp-agent/testing/conformance';
import { runWorker } from '../worker/index.ts';

// A worker as its own process, for tests that end it: the address and the queue are its arguments.
const [temporalHost = '', taskQueue = '', workerCount] = process.argv.slice(2);

await runWorker({
  workflows: new URL(import.meta.resolve('@mcp-agent/testing/conformance/workflows')),
  activities: new URL(import.meta.resolve('@mcp-agent/testing/conformance/activities')),
  settings: conformanceSettings(),
  temporalHost,
  taskQueue,
  ...(workerCount !== undefined && { workerCount: Number(workerCount) }),
});
