import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { PORTABLE, settingsFor } from '../portable.ts';

// A worker process for the portable workflow, like a user's.
const [temporalHost = '', taskQueue = '', baseUrl = '', log = ''] = process.argv.slice(2);
await runWorker({ workflows: PORTABLE, temporalHost, taskQueue, settings: settingsFor(baseUrl, log) });
