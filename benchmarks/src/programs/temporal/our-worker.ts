import { pathToFileURL } from 'node:url';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { SERVER } from '../agent/task.ts';
import { ADDRESS, SILENT, TASK_QUEUE } from './server.ts';

/**
 * A worker and a client of this project.
 *
 * @param bundle the file of a bundle that was made before
 */
export async function startOurWorker(bundle?: string): Promise<TemporalExecutor> {
  const options = { temporalHost: ADDRESS, taskQueue: TASK_QUEUE };
  await startWorker({
    ...options,
    workflows: new URL('workflows.ts', import.meta.url),
    ...(bundle !== undefined && { workflowBundle: pathToFileURL(bundle) }),
    activities: new URL('raw-activities.ts', import.meta.url),
    settings: {
      ...SILENT,
      openai: { baseUrl: process.env['BENCH_MODEL'] ?? '', apiKey: 'none', defaultModel: 'gpt-4o' },
      mcp: { servers: { sums: SERVER } },
    },
  });
  return new TemporalExecutor(options);
}
