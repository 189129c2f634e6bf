import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { temporal } from './temporal.ts';

await runWorker({
  ...temporal,
  workflows: new URL('./workflows.ts', import.meta.url),
  settings: {
    mcp: { servers: { files: { command: 'npx', args: ['mcp-server-filesystem', '.'] } } },
  },
});
