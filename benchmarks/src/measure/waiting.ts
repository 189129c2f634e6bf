import { heapUsed } from './in-program.ts';

/**
 * How much heap a workflow takes that has begun to wait: the first ones are left out, for what they bring with
 * them is compiled code.
 *
 * @param start resolves when one more waits, or will after a turn of the event loop
 */
export async function heapPerWaiting(
  start: () => Promise<unknown>,
  count = 100_000,
): Promise<{ bytes: number; us: number }> {
  // What a start gives is held, as a caller would hold it.
  const held: unknown[] = [];
  for (let index = 0; index < 1_000; index += 1) held.push(await start());
  await settled();
  const before = heapUsed();
  const begin = performance.now();
  for (let index = 0; index < count; index += 1) held.push(await start());
  await settled();
  const us = ((performance.now() - begin) / count) * 1_000;
  const bytes = (heapUsed() - before) / count;
  if (held.length !== count + 1_000) throw new Error('some were not started');
  return { bytes, us };
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
}
