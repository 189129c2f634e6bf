// A worker. Arguments: the run file, and the worker's name.
import { pathToFileURL } from 'node:url';
import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { readRunFile, workerName } from '../run-file.ts';
import { endWithHarness } from '../services/announce.ts';
import { workerSettings } from './settings.ts';

const run = readRunFile();
endWithHarness(() => process.kill(process.pid, 'SIGTERM'));
await runWorker({
  workflows: new URL('../workflows/index.ts', import.meta.url),
  activities: new URL('activities.ts', import.meta.url),
  workflowBundle: pathToFileURL(run.bundle),
  settings: workerSettings(run, workerName()),
  temporalHost: `127.0.0.1:${run.ports.temporal}`,
  taskQueue: run.taskQueue,
});
