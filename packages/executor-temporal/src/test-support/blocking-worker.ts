import { defineActivity } from '@mcp-agent/core';
import { runWorker } from '../worker/index.ts';

// A worker process whose activity blocks its event loop. Arguments: the server's address, the task queue.
const [temporalHost = '', taskQueue = ''] = process.argv.slice(2);

defineActivity({
  name: 'test.block',
  run: async ({ ms }: { ms: number }, { info }) => {
    const until = performance.now() + ms;
    while (performance.now() < until) {
      // As a large synchronous computation does.
    }
    return info.attempt;
  },
});

await runWorker({
  workflows: new URL(import.meta.resolve('@mcp-agent/conformance/engine/workflows')),
  extensions: [],
  temporalHost,
  taskQueue,
});
