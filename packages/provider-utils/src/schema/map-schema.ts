import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** Keywords with schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);

/** Keywords with a schema or a list of them. */
const SCHEMAS: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'allOf',
  'anyOf',
  'contains',
  'contentSchema',
  'else',
  'if',
  'items',
  'not',
  'oneOf',
  'prefixItems',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/** Returns a JSON Schema with each schema in it replaced, the innermost first. Boolean schemas stay. */
export function mapSchema(schema: JsonObject, replace: (schema: JsonObject) => JsonObject): JsonObject {
  const map = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(map);
    return isJsonObject(value) ? mapSchema(value, replace) : value;
  };
  const entries = Object.entries(schema).map(([keyword, value]): [string, JsonValue] => {
    if (SCHEMAS.has(keyword)) return [keyword, map(value)];
    return [keyword, MAPS.has(keyword) && isJsonObject(value) ? mapValues(value, map) : value];
  });
  return replace(Object.fromEntries(entries));
}

function mapValues(values: JsonObject, map: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
