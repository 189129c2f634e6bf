import { pathToFileURL } from 'node:url';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { SERVER } from '../agent/task.ts';
import { ADDRESS, SILENT, TASK_QUEUE } from './server.ts';

/**
 * Starts a worker of this project, and returns a client.
 *
 * @param bundle the path of a prebuilt bundle. Default: the worker bundles its file
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
