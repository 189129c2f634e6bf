import { runWorker } from '../worker/index.ts';

// A worker that cannot work: its workers end at once.
await runWorker({
  workflows: new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows')),
  temporalHost: '127.0.0.1:1',
  workerCount: 1,
});
