import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

const KEY = 'x-mcp-header';
/** A token of RFC 9110. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const TYPES: ReadonlySet<JsonValue | undefined> = new Set(['string', 'integer', 'boolean']);
/** Keywords with schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);
/** Keywords with any value, in which nothing is a schema. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples']);

/**
 * Checks a tool's `x-mcp-header` annotations, which name the arguments to repeat in HTTP headers. A client must not
 * offer a tool whose annotations are invalid (2026-07-28, "Custom Headers from Tool Parameters").
 *
 * @returns the problem, or `undefined`
 */
export function headerProblem(inputSchema: JsonObject): string | undefined {
  const names = new Set<string>();
  /** @param reachable whether only `properties` lead here */
  const check = (schema: JsonObject, path: string, reachable: boolean): string | undefined => {
    if (Object.hasOwn(schema, KEY)) {
      const problem =
        reachable && path !== ''
          ? annotationProblem(schema, names)
          : 'it is only allowed on arguments and on their properties';
      if (problem !== undefined) return `its ${KEY} at "${path}" is invalid: ${problem}`;
    }
    for (const [keyword, value] of Object.entries(schema)) {
      for (const [name, inner] of schemasIn(keyword, value)) {
        const problem = check(inner, `${path}/${name}`, reachable && keyword === 'properties');
        if (problem !== undefined) return problem;
      }
    }
    return undefined;
  };
  return check(inputSchema, '', true);
}

function annotationProblem(schema: JsonObject, names: Set<string>): string | undefined {
  const name = schema[KEY];
  if (typeof name !== 'string' || !TOKEN.test(name)) return 'it is not a name of an HTTP header';
  if (!TYPES.has(schema['type'])) return 'the type is not string, integer or boolean';
  if (names.has(name.toLowerCase())) return `another argument has the same name "${name}"`;
  names.add(name.toLowerCase());
  return undefined;
}

function schemasIn(keyword: string, value: JsonValue): [string, JsonObject][] {
  if (DATA.has(keyword)) return [];
  const entries: [string, JsonValue][] = MAPS.has(keyword)
    ? Object.entries(isJsonObject(value) ? value : {})
    : [value].flat().map((inner, index) => [`${keyword}/${index}`, inner]);
  return entries.flatMap(([name, inner]): [string, JsonObject][] =>
    isJsonObject(inner) ? [[name, inner]] : [],
  );
}
