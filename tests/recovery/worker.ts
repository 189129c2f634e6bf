import { runWorker } from '@mcp-agent/executor-temporal/worker';

// A worker process. Arguments: the server's address, the task queue, activities at once, the pause of its event loop in
// milliseconds, each time after another such period.
const [temporalHost = '', taskQueue = '', maxConcurrentActivities = '100', pauseMs = '0'] =
  process.argv.slice(2);

if (Number(pauseMs) > 0) setInterval(() => block(Number(pauseMs)), Number(pauseMs) * 2).unref();

await runWorker({
  workflows: new URL('workflows.ts', import.meta.url),
  activities: new URL('activities.ts', import.meta.url),
  temporalHost,
  taskQueue,
  maxConcurrentActivities: Number(maxConcurrentActivities),
});

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    // As a large synchronous computation does.
  }
}
