import { runWorker } from '../worker/index.ts';

// A worker process for a file of workflows. Arguments: the server's address, the task queue, the file's URL.
const [temporalHost = '', taskQueue = '', workflows = ''] = process.argv.slice(2);

await runWorker({ workflows: new URL(workflows), temporalHost, taskQueue });
