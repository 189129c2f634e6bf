import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { mapSchema } from './map-schema.ts';

const TYPES: ReadonlySet<JsonValue> = new Set([
  'array',
  'boolean',
  'integer',
  'null',
  'number',
  'object',
  'string',
]);

/**
 * Converts a JSON Schema of an older dialect to 2020-12, and drops what that dialect rejects. Arrays have `items`, which
 * OpenAI requires, and a property or an item of any value is `{}`, not `true`.
 */
export function toCurrentDialect(schema: JsonObject): JsonObject {
  return mapSchema(schema, convert);
}

function convert(schema: JsonObject): JsonObject {
  const { $schema: _, $id: __, id: ___, type, $ref: ref, required, dependencies, ...rest } = schema;
  const { exclusiveMinimum, exclusiveMaximum, minimum, maximum, items, additionalItems, ...others } = rest;
  const isTuple = Array.isArray(items);
  const given = isTuple ? additionalItems : items;
  const lastItems = given === true || (given === undefined && isArray(type)) ? {} : given;
  return {
    ...withoutInvalid(others),
    ...(isJsonObject(others['properties']) && { properties: withoutTrue(others['properties']) }),
    ...typeOf(type),
    // A reference to another document cannot be resolved by the service.
    ...(typeof ref === 'string' && ref.startsWith('#') && { $ref: ref }),
    // In draft 3, each property has a boolean `required`.
    ...(Array.isArray(required) && { required: [...new Set(required)] }),
    ...boundOf('minimum', 'exclusiveMinimum', minimum, exclusiveMinimum),
    ...boundOf('maximum', 'exclusiveMaximum', maximum, exclusiveMaximum),
    ...(isTuple && items.length > 0 && { prefixItems: items }),
    ...(lastItems !== undefined && { items: lastItems }),
    ...(isJsonObject(dependencies) && dependenciesOf(dependencies)),
  };
}

function isArray(type: JsonValue | undefined): boolean {
  return [type ?? []].flat().includes('array');
}

function withoutTrue(properties: JsonObject): JsonObject {
  const entries = Object.entries(properties).map(([name, schema]) => [name, schema === true ? {} : schema]);
  return Object.fromEntries(entries);
}

function typeOf(type: JsonValue | undefined): JsonObject {
  const types = [type ?? []].flat().filter((one) => TYPES.has(one));
  const [first] = types;
  if (first === undefined) return {};
  return { type: Array.isArray(type) ? [...new Set(types)] : first };
}

/** In draft 4, an exclusive bound is a boolean beside the bound. */
function boundOf(
  name: string,
  exclusiveName: string,
  bound: JsonValue | undefined,
  exclusive: JsonValue | undefined,
): JsonObject {
  if (exclusive === true) return bound === undefined ? {} : { [exclusiveName]: bound };
  return {
    ...(bound !== undefined && { [name]: bound }),
    ...(typeof exclusive === 'number' && { [exclusiveName]: exclusive }),
  };
}

/** Since 2019-09, `dependencies` are two keywords. */
function dependenciesOf(dependencies: JsonObject): JsonObject {
  const entries = Object.entries(dependencies);
  const names = entries.filter(([, value]) => Array.isArray(value));
  const schemas = entries.filter(([, value]) => isJsonObject(value));
  return {
    ...(names.length > 0 && { dependentRequired: Object.fromEntries(names) }),
    ...(schemas.length > 0 && { dependentSchemas: Object.fromEntries(schemas) }),
  };
}

const STRINGS: ReadonlySet<string> = new Set(['title', 'description', 'format', 'pattern']);
const LISTS: ReadonlySet<string> = new Set(['enum', 'examples', 'oneOf', 'anyOf', 'allOf']);

/** Drops keywords whose values have a type that the dialect rejects, such as `examples: 'x'`. */
function withoutInvalid(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).filter(([name, value]) => {
    if (STRINGS.has(name)) return typeof value === 'string';
    if (LISTS.has(name)) return Array.isArray(value) && value.length > 0;
    return name !== 'properties' || isJsonObject(value);
  });
  return Object.fromEntries(entries);
}
