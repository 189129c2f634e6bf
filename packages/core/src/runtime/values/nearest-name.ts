/** Longer names are compared by their beginning, so that the comparison takes constant time. */
const MAX_COMPARED_LENGTH = 100;

/**
 * Returns the known name closest to a mistyped one, or `undefined` if none is close. Ignores case and separators:
 * `taskQueue`, `task-queue` and `TASK_QUEUE` are the same name.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = plainName(name);
  const same = known.find((candidate) => plainName(candidate) === plain);
  if (same !== undefined) return same;
  // `warn` is a prefix of `warning`, but far from it in edit distance.
  const longer = plain.length < 3 ? undefined : known.find((one) => plainName(one).startsWith(plain));
  if (longer !== undefined) return longer;
  // At least 2, so that two swapped letters are still close.
  let limit = plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length * 0.4));
  let nearest: string | undefined;
  for (const candidate of known) {
    const edits = editDistance(plain, plainName(candidate));
    if (edits > limit) continue;
    nearest = candidate;
    limit = edits - 1;
  }
  return nearest;
}

/** Returns a name in lower case, with letters and digits only. */
export function plainName(name: string): string {
  // No literal: the compiler of Temporal's bundler expands its classes to 14 KB of ranges.
  const separators = new RegExp(String.raw`[^\p{L}\p{N}]`, 'gu');
  return name.toLowerCase().replaceAll(separators, '').slice(0, MAX_COMPARED_LENGTH);
}

/** Returns the number of characters to insert, delete or replace (Levenshtein). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
