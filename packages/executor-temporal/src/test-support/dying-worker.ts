import { ConfigurationError } from '@mcp-agent/core/errors';
import { runWorker } from '../worker/index.ts';

// A worker that cannot work: its workers end at once, by a fault of the program.
if (process.connected) throw new ConfigurationError('The price list is missing.');
await runWorker({
  workflows: new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows')),
  temporalHost: '127.0.0.1:1',
  workerCount: 1,
});
