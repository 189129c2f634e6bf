import { isJsonObject } from '@mcp-agent/core/provider';
import type { JsonObject, JsonValue } from '@mcp-agent/core';

/** JSON Schema keywords that OpenAI rejects in a strict schema. */
const REJECTED = ['allOf', 'oneOf', 'not', 'if', 'patternProperties', 'propertyNames', 'dependentRequired'];

const LIMITS = ['type', 'anyOf', '$ref', 'enum', 'const'];

/**
 * Converts a schema to OpenAI's strict form: every object is closed and all its properties are required. An object
 * schema that does not mention additional properties is closed; any value of the closed schema also matches the
 * original. Returns `undefined` if the schema uses features that this form lacks: optional properties, maps, and
 * combinators other than `anyOf`.
 */
export function strictForm(schema: JsonObject): JsonObject | undefined {
  if (schema['type'] !== 'object') return undefined;
  const closed = close(schema);
  return isJsonObject(closed) ? closed : undefined;
}

function close(schema: JsonValue): JsonValue | undefined {
  if (!isJsonObject(schema) || REJECTED.some((word) => word in schema)) return undefined;
  // OpenAI rejects a schema that does not limit its values.
  if (!LIMITS.some((word) => word in schema)) return undefined;
  const { ...closed } = schema;
  const { properties, required, additionalProperties } = schema;
  if (schema['type'] === 'object' || properties !== undefined) {
    if (additionalProperties !== undefined && additionalProperties !== false) return undefined;
    const names = Object.keys(isJsonObject(properties) ? properties : {});
    const needed = new Set(Array.isArray(required) ? required : []);
    if (!names.every((name) => needed.has(name))) return undefined;
    closed['additionalProperties'] = false;
    closed['required'] = names;
  }
  for (const place of ['properties', '$defs', 'definitions']) {
    const inner = schema[place];
    if (inner === undefined) continue;
    const all = isJsonObject(inner) ? closeAll(Object.entries(inner)) : undefined;
    if (all === undefined) return undefined;
    closed[place] = Object.fromEntries(all);
  }
  const { anyOf, items } = schema;
  if (items !== undefined) {
    const inner = close(items);
    if (inner === undefined) return undefined;
    closed['items'] = inner;
  }
  if (Array.isArray(anyOf)) {
    const all = closeAll(anyOf.map((one, index) => [String(index), one]));
    if (all === undefined) return undefined;
    closed['anyOf'] = all.map(([, inner]) => inner);
  }
  return closed;
}

function closeAll(schemas: readonly [string, JsonValue][]): [string, JsonValue][] | undefined {
  const closed: [string, JsonValue][] = [];
  for (const [name, schema] of schemas) {
    const inner = close(schema);
    if (inner === undefined) return undefined;
    closed.push([name, inner]);
  }
  return closed;
}
