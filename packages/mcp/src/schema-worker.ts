/* oxlint-disable unicorn/require-post-message-target-origin -- threads have no origin */
import { parentPort } from 'node:worker_threads';
import type { CheckJob } from './schemas/check-thread.ts';
import { validate } from './schemas/validate.ts';

// The thread on which costly checks run. Its file is an entry point of the build, so that it has a known address.

parentPort?.on('message', ({ schema, value, noun }: CheckJob) => {
  parentPort?.postMessage(validate(JSON.parse(schema), JSON.parse(value), noun, Infinity));
});
parentPort?.postMessage('ready');
