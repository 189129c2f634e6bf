import type { JsonObject, JsonValue } from '@mcp-agent/core';

/** A version of JSON Schema, by the year of its draft. The order is that of publication. */
export type Dialect = 4 | 6 | 7 | 2019 | 2020;

const DIALECTS: ReadonlyMap<string, Dialect> = new Map([
  ['json-schema.org/draft-04/schema', 4],
  ['json-schema.org/draft-06/schema', 6],
  ['json-schema.org/draft-07/schema', 7],
  ['json-schema.org/draft/2019-09/schema', 2019],
  ['json-schema.org/draft/2020-12/schema', 2020],
]);

/** The dialect of a schema that names none, or one that is unknown: MCP's default. */
const DEFAULT: Dialect = 2020;

/** The drafts that introduced keywords. Earlier ones ignore them. Keywords that are not listed are in all drafts. */
const SINCE: ReadonlyMap<string, Dialect> = new Map([
  ['const', 6],
  ['contains', 6],
  ['propertyNames', 6],
  ['if', 7],
  ['minContains', 2019],
  ['maxContains', 2019],
  ['dependentRequired', 2019],
  ['dependentSchemas', 2019],
  ['unevaluatedItems', 2019],
  ['unevaluatedProperties', 2019],
  ['$anchor', 2019],
  ['prefixItems', 2020],
  ['$dynamicRef', 2020],
  ['$dynamicAnchor', 2020],
]);

/** The drafts after which keywords were removed, and which later ones ignore. */
const UNTIL: ReadonlyMap<string, Dialect> = new Map([
  ['$recursiveRef', 2019],
  ['$recursiveAnchor', 2019],
]);

/** Returns the dialect that a schema names in `$schema`. */
export function dialectOf(schema: JsonObject, inherited: Dialect = DEFAULT): Dialect {
  const { $schema } = schema;
  if (typeof $schema !== 'string') return inherited;
  return DIALECTS.get($schema.replace(/^https?:\/\//, '').replace(/#$/, '')) ?? DEFAULT;
}

/** Returns the value of a keyword, or `undefined` if the dialect lacks the keyword. */
export function keywordOf(schema: JsonObject, name: string, dialect: Dialect): JsonValue | undefined {
  if (!Object.hasOwn(schema, name)) return undefined;
  if (dialect < (SINCE.get(name) ?? 0) || dialect > (UNTIL.get(name) ?? Infinity)) return undefined;
  return schema[name];
}
