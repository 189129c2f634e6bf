import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { SERVER } from '../agent/task.ts';
import { ADDRESS, SILENT, TASK_QUEUE } from './server.ts';

/** A worker and a client of this project. */
export async function startOurWorker(): Promise<TemporalExecutor> {
  const options = { temporalHost: ADDRESS, taskQueue: TASK_QUEUE };
  await startWorker({
    ...options,
    workflows: new URL('workflows.ts', import.meta.url),
    activities: new URL('raw-activities.ts', import.meta.url),
    settings: {
      ...SILENT,
      openai: { baseUrl: process.env['BENCH_MODEL'] ?? '', apiKey: 'none', defaultModel: 'gpt-4o' },
      mcp: { servers: { sums: SERVER } },
    },
  });
  return new TemporalExecutor(options);
}
