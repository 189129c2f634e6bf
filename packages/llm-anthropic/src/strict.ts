import type { JsonObject, JsonValue } from '@mcp-agent/core';

/** The SDK's conversion of a schema to Anthropic's strict form. */
export type Transform = (schema: JsonObject) => Record<string, unknown>;

/**
 * Converts a schema to Anthropic's strict form, in which all objects are closed. Returns `undefined` if that form
 * cannot express it.
 */
export function strictSchema(schema: JsonObject, transform: Transform): Record<string, unknown> | undefined {
  try {
    return isClosable(schema) ? transform(schema) : undefined;
  } catch {
    // A part of the schema has no type.
    return undefined;
  }
}

function isClosable(schema: JsonValue): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  if (Array.isArray(schema)) return schema.every(isClosable);
  const { type, properties, additionalProperties, patternProperties } = schema;
  const isMap = (additionalProperties ?? false) !== false || patternProperties !== undefined;
  if (isMap || (type === 'object' && properties === undefined) || Array.isArray(type)) return false;
  return Object.values(schema).every(isClosable);
}
