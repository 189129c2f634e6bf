// The program of a Temporal worker.
import { startWorker } from '@mcp-agent/executor-temporal/worker';
import { serveParent } from './serve-parent.ts';

serveParent(({ config, workflows }) => startWorker({ workflows, settings: config }));
