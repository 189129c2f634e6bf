import { heapUsed } from './in-program.ts';

/**
 * Measures the heap of a waiting workflow. The first workflows are not counted, because they also load code.
 *
 * @param start starts a workflow, and resolves when it waits or will wait after a turn of the event loop
 */
export async function heapPerWaiting(
  start: () => Promise<unknown>,
  count = 100_000,
): Promise<{ bytes: number; us: number }> {
  // Callers keep the handles of their workflows.
  const handles: unknown[] = [];
  for (let index = 0; index < 1_000; index += 1) handles.push(await start());
  await waitUntilSettled();
  const before = heapUsed();
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) handles.push(await start());
  await waitUntilSettled();
  const us = ((performance.now() - startedAt) / count) * 1_000;
  const bytes = (heapUsed() - before) / count;
  if (handles.length !== count + 1_000) throw new Error('Not all workflows were started.');
  return { bytes, us };
}

function waitUntilSettled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
}
