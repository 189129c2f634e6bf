const COUNT = 1_000;

/**
 * By how many megabytes this process grows when a thousand are started.
 *
 * @param start starts one, and resolves when it waits
 */
export async function grownBy(start: (index: number) => Promise<unknown>): Promise<number> {
  // What the first ones bring is code, and not theirs.
  for (let index = 0; index < 20; index += 1) await start(index);
  const before = process.memoryUsage().rss;
  for (let index = 20; index < COUNT + 20; index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, each) => start(index + each)));
  }
  return (process.memoryUsage().rss - before) / 1e6;
}
