import { plainName } from '@mcp-agent/core/host';
import { type JsonSchema, keysOf } from '../schema/json-schema.ts';
import { type Path, formatPath } from './tree.ts';

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

function placesOf(plain: string, schema: JsonSchema, path: Path): Path[] {
  return Object.entries(keysOf(schema)).flatMap(([key, inner]) => {
    const keyPath = [...path, key];
    return [...(plainName(key) === plain ? [keyPath] : []), ...placesOf(plain, inner, keyPath)];
  });
}
