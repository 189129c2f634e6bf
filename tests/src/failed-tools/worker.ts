// A worker process for a test that kills it. Arguments: the server's address, the task queue and the shop's folder.
import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { shopSettings } from './settings.ts';

const [temporalHost = '', taskQueue = '', folder = ''] = process.argv.slice(2);
await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  settings: { mcp: { servers: { shop: shopSettings(folder, 3) } }, logger: { type: 'none' } },
  temporalHost,
  taskQueue,
});
