import leven from 'leven';
import { type JsonSchema, keysOf } from '../schema/json-schema.ts';
import { type Path, formatPath } from './tree.ts';

/**
 * The known name that is nearest to one that is not known; nothing when none is near.
 *
 * @param known the names that could stand there
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const plain = plainName(name);
  const same = known.find((candidate) => plainName(candidate) === plain);
  if (same !== undefined) return same;
  // `warn` is the start of `warning`, and far from it letter by letter.
  const longer = plain.length < 3 ? undefined : known.find((one) => plainName(one).startsWith(plain));
  if (longer !== undefined) return longer;
  // Two, so that two letters in the wrong order are near.
  const limit = plain.length < 4 ? 1 : Math.max(2, Math.floor(plain.length * 0.4));
  let nearest: { candidate: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = leven(plain, plainName(candidate), { maxDistance: limit + 1 });
    if (distance <= limit && distance < (nearest?.distance ?? Infinity)) nearest = { candidate, distance };
  }
  return nearest?.candidate;
}

/**
 * Where the key of a path stands when it is a good one in the wrong place: `task_queue` belongs to `temporal`,
 * and `execution_engine`, indented too far, to no section.
 */
export function rightPlace(path: Path, schema: JsonSchema): string | undefined {
  const places = placesOf(plainName(String(path.at(-1))), schema, []);
  const [first, ...others] = path.length === 1 ? places : places.filter(({ length }) => length === 1);
  // A key that several sections have is no hint.
  return first === undefined || others.length > 0 ? undefined : formatPath(first);
}

// `taskQueue`, `task-queue` and `TASK_QUEUE` are the same name to a person.
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
