import { heapUsed, perCall } from './in-program.ts';

/** How many runs are timed at a time: few, beside those that are to have finished. */
const TIMED = 1_000;

/**
 * How long a run takes before and after that many have finished, and what they leave in the heap.
 *
 * @param open makes what runs workflows, and has run none: one gets the code warm, another is measured
 */
export async function beforeAndAfter(
  open: () => () => Promise<unknown>,
  count: number,
): Promise<Record<'before' | 'after' | 'ratio' | 'bytesPerRun', number>> {
  const warm = open();
  const run = open();
  await perCall(warm, 1_000);
  const heapBefore = heapUsed();
  const before = await timed(run, warm);
  for (let done = TIMED; done < count; done += 1) await run();
  const after = await timed(run, warm);
  const bytesPerRun = (heapUsed() - heapBefore) / count;
  return { before, after, ratio: after / before, bytesPerRun };
}

/** The median of five: a collection of garbage falls into one or two of them. */
async function timed(run: () => Promise<unknown>, warm: () => Promise<unknown>): Promise<number> {
  // The same state of the heap and of the compiled code each time.
  heapUsed();
  for (let each = 0; each < TIMED; each += 1) await warm();
  const parts: number[] = [];
  for (let part = 0; part < 5; part += 1) {
    const begin = performance.now();
    for (let each = 0; each < TIMED / 5; each += 1) await run();
    parts.push(performance.now() - begin);
  }
  return (parts.toSorted((a, b) => a - b)[2] ?? Number.NaN) / (TIMED / 5);
}
