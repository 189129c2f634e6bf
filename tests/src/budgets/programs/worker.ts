import { runWorker } from '@mcp-agent/executor-temporal/worker';
import { PORTABLE, settingsFor } from '../portable.ts';

// A worker for the portable workflow, in a process of its own as a user's is.
const [temporalHost = '', taskQueue = '', baseUrl = '', log = ''] = process.argv.slice(2);
await runWorker({ workflows: PORTABLE, temporalHost, taskQueue, settings: settingsFor(baseUrl, log) });
