import { heapUsed, timePerCallUs } from './in-program.ts';

/** The number of runs in a measurement, which is small compared with the number of finished runs. */
const TIMED_RUNS = 1_000;

/**
 * Measures how long a run takes before and after the given number of runs, and how much heap they leave behind.
 *
 * @param open creates an executor, and returns the function that runs a workflow on it
 */
export async function beforeAndAfter(
  open: () => () => Promise<unknown>,
  count: number,
): Promise<Record<'before' | 'after' | 'ratio' | 'bytesPerRun', number>> {
  const warmUp = open();
  const run = open();
  await timePerCallUs(warmUp, 1_000);
  const heapBefore = heapUsed();
  const before = await medianMs(run, warmUp);
  for (let done = TIMED_RUNS; done < count; done += 1) await run();
  const after = await medianMs(run, warmUp);
  const bytesPerRun = (heapUsed() - heapBefore) / count;
  return { before, after, ratio: after / before, bytesPerRun };
}

/** Returns the median of five measurements, because garbage collection slows one or two. */
async function medianMs(run: () => Promise<unknown>, warmUp: () => Promise<unknown>): Promise<number> {
  // The same state of the heap and of the compiled code for each measurement.
  heapUsed();
  for (let each = 0; each < TIMED_RUNS; each += 1) await warmUp();
  const parts: number[] = [];
  for (let part = 0; part < 5; part += 1) {
    const start = performance.now();
    for (let each = 0; each < TIMED_RUNS / 5; each += 1) await run();
    parts.push(performance.now() - start);
  }
  return (parts.toSorted((a, b) => a - b)[2] ?? Number.NaN) / (TIMED_RUNS / 5);
}
