import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { legalName, mapSchema } from '@mcp-agent/provider-utils';

/** The names of a tool's arguments, for the service and for the tool. */
export interface PropertyNames {
  /** The schema with names that the service accepts. */
  readonly schema: JsonObject;
  toService(input: JsonObject): JsonObject;
  toTool(input: JsonObject): JsonObject;
}

/** Replaces property names that the API rejects, such as `filter[id]` or `$top`. */
export function legalPropertyNames(schema: JsonObject): PropertyNames {
  const renamed = new Map<string, string>();
  const rename = (name: string): string => {
    const legal = legalName(name, /[^a-zA-Z0-9_.-]/g, 64);
    if (legal !== name) renamed.set(name, legal);
    return legal;
  };
  const legal = mapSchema(schema, (one) => {
    const { properties, required, dependentRequired, ...rest } = one;
    return {
      ...rest,
      ...(isJsonObject(properties) && { properties: renameKeys(properties, rename) }),
      ...(Array.isArray(required) && { required: required.map((name) => renameText(name, rename)) }),
      ...(isJsonObject(dependentRequired) && {
        dependentRequired: Object.fromEntries(
          Object.entries(dependentRequired).map(([name, names]) => [
            rename(name),
            Array.isArray(names) ? names.map((other) => renameText(other, rename)) : names,
          ]),
        ),
      }),
    };
  });
  if (renamed.size === 0) return { schema, toService: unchanged, toTool: unchanged };
  const original = new Map([...renamed].map(([name, short]) => [short, name]));
  return {
    schema: legal,
    toService: (input) => renameDeep(input, renamed),
    toTool: (input) => renameDeep(input, original),
  };
}

function unchanged(input: JsonObject): JsonObject {
  return input;
}

function renameText(name: JsonValue, rename: (name: string) => string): JsonValue {
  return typeof name === 'string' ? rename(name) : name;
}

function renameKeys(object: JsonObject, rename: (name: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [rename(name), value]));
}

function renameDeep(object: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  const renameValue = (value: JsonValue): JsonValue => {
    if (Array.isArray(value)) return value.map(renameValue);
    return isJsonObject(value) ? renameDeep(value, names) : value;
  };
  const renamed = renameKeys(object, (name) => names.get(name) ?? name);
  return Object.fromEntries(Object.entries(renamed).map(([name, value]) => [name, renameValue(value)]));
}
