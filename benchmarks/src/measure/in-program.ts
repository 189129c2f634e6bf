/** How long one call takes, in microseconds, over that many milliseconds of calls. */
export async function perCall(call: () => Promise<unknown>, ms: number): Promise<number> {
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
    // The clock is not looked at after each call: it would be a part of what takes a microsecond.
    for (let batch = 0; batch < batchSize; batch += 1) await call();
    count += batchSize;
    const elapsed = performance.now() - begin;
    if (elapsed < ms) continue;
    const { user, system } = process.cpuUsage(cpuBefore);
    return { us: (elapsed / count) * 1_000, cpuUs: (user + system) / count };
  }
}

/**
 * Measures calls slice by slice, as the process that compares asks for it: it lets several programs live at once
 * and has one work at a time, so that all of them have the machine's good and bad moments alike.
 *
 * @param batchSize how many calls are made between two looks at the clock: 1 for what takes milliseconds
 */
export async function serveSlices(call: () => Promise<unknown>, batchSize?: number): Promise<void> {
  process.on('message', (ms: number) => {
    void slice(call, ms, batchSize).then((figures) => process.send?.(figures));
  });
  // Who compares is gone.
  process.on('disconnect', () => process.exit());
  process.send?.({ ready: 1 });
}

/** The heap in use when all garbage is gone; the program must run with `--expose-gc`. */
export function heapUsed(): number {
  for (let pass = 0; pass < 3; pass += 1) globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

/** Prints what was measured, and ends the program whatever it still holds. */
export function report(figures: Readonly<Record<string, number>>): never {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  process.exit(0);
}
