/** Repeats a call for the given milliseconds, and returns the microseconds of one call. */
export async function timePerCallUs(call: () => Promise<unknown>, ms: number): Promise<number> {
  return (await slice(call, ms)).us;
}

async function slice(
  call: () => Promise<unknown>,
  ms: number,
  batchSize = 8,
): Promise<{ us: number; cpuUs: number }> {
  const cpuBefore = process.cpuUsage();
  const begin = performance.now();
  let count = 0;
  for (;;) {
    // The clock is not read after each call, because that would distort calls of a microsecond.
    for (let batch = 0; batch < batchSize; batch += 1) await call();
    count += batchSize;
    const elapsed = performance.now() - begin;
    if (elapsed < ms) continue;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { us: (elapsed / count) * 1_000, cpuUs: (user + system) / count };
  }
}

/**
 * Measures calls in time slices, on request of the comparing process. It runs several programs and lets one work at a time,
 * so that the load of the machine affects all of them alike.
 *
 * @param batchSize the number of calls between two reads of the clock; 1 for calls that take milliseconds. Default: 8
 */
export async function serveSlices(call: () => Promise<unknown>, batchSize?: number): Promise<void> {
  process.on('message', (ms: number) => {
    void slice(call, ms, batchSize).then((figures) => process.send?.(figures));
  });
  // The comparing process has exited.
  process.on('disconnect', () => process.exit());
  process.send?.({ ready: 1 });
}

/** Returns the used heap after garbage collection, in bytes. The program must run with `--expose-gc`. */
export function heapUsed(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Prints figures as JSON, and exits. */
export function report(figures: Readonly<Record<string, number>>): never {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}
