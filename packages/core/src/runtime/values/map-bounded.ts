import { checkObject, invalidArgument } from './invalid-argument.ts';

/** Limits the concurrency of a batch. */
export interface Concurrency {
  /** Maximum number of items at a time: a whole number from 1. Default: 10. */
  readonly concurrency?: number;
}

/** @throws {@link InvalidArgumentError} */
export function resolveConcurrency(options: Concurrency): number {
  checkObject('options', options);
  const { concurrency = 10 } = options;
  if (Number.isInteger(concurrency) && concurrency >= 1) return concurrency;
  throw invalidArgument('concurrency', concurrency, 'an integer of at least 1');
}

/** @throws {@link InvalidArgumentError} for items that are not an array */
export function checkItems(argument: string, items: unknown): void {
  if (!Array.isArray(items)) throw invalidArgument(argument, items, 'an array');
}

/**
 * Calls a function for each item, a bounded number at a time, and returns the results in the order of the items. After a
 * failure it starts no more. Implements `ctx.map` and `executeMany`.
 *
 * @throws the error of the first item that failed, once all running calls have ended
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  fn: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures = new Map<number, unknown>();
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) {
      try {
        results[index] = await fn(item, index);
      } catch (error) {
        failures.set(index, error);
      }
      if (failures.size > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  if (failures.size > 0) throw failures.get(Math.min(...failures.keys()));
  return results;
}
