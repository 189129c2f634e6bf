import leven from 'leven';
import { type JsonSchema, keysOf } from '../schema/json-schema.ts';
import { type Path, formatPath } from './tree.ts';

/**
 * Returns the known name closest to an unknown one, or `undefined` if none is close.
 *
 * @param known the names allowed there
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = plainName(name);
  const same = known.find((candidate) => plainName(candidate) === plain);
  if (same !== undefined) return same;
  // `warn` is a prefix of `warning`, but far from it in edit distance.
  const longer = plain.length < 3 ? undefined : known.find((one) => plainName(one).startsWith(plain));
  if (longer !== undefined) return longer;
  // At least 2, so that two swapped letters are still close.
  const limit = plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length * 0.4));
  let nearest: { candidate: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = leven(plain, plainName(candidate), { maxDistance: limit + 1 });
    if (distance <= limit && distance < (nearest?.distance ?? Infinity)) nearest = { candidate, distance };
  }
  return nearest?.candidate;
}

/**
 * Returns the correct place of a known key that is in the wrong place: `task_queue` belongs to `temporal`, and an
 * over-indented `execution_engine` to the top level.
 */
export function rightPlace(path: Path, schema: JsonSchema): string | undefined {
  const places = placesOf(plainName(String(path.at(-1))), schema, []);
  const [first, ...others] = path.length === 1 ? places : places.filter(({ length }) => length === 1);
  // A key found in several sections is no hint.
  return first === undefined || others.length > 0 ? undefined : formatPath(first);
}

// Treats `taskQueue`, `task-queue` and `TASK_QUEUE` as the same name.
function plainName(key: string): string {
  return key
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 100);
}

function placesOf(plain: string, schema: JsonSchema, path: Path): Path[] {
  return Object.entries(keysOf(schema)).flatMap(([key, inner]) => {
    const keyPath = [...path, key];
    return [...(plainName(key) === plain ? [keyPath] : []), ...placesOf(plain, inner, keyPath)];
  });
}
