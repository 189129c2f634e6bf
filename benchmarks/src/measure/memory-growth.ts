const COUNT = 1_000;

/**
 * Returns by how many megabytes the memory of this process grows when a thousand workflows are started.
 *
 * @param start starts a workflow, and resolves when it waits
 */
export async function memoryGrowthMb(start: (index: number) => Promise<unknown>): Promise<number> {
  // The first workflows also load code.
  for (let index = 0; index < 20; index += 1) await start(index);
  const before = process.memoryUsage().rss;
  for (let index = 20; index < COUNT + 20; index += 20) {
    await Promise.all(Array.from({ length: 20 }, (_, each) => start(index + each)));
  }
  return (process.memoryUsage().rss - before) / 1e6;
}
