import { isJsonObject } from '@mcp-agent/core/provider';
import type { JsonObject } from '@mcp-agent/core';

// Services send odd values in any field, so responses are read as unknown values.

/** Returns a field of an object; `undefined` for any other value. */
export function fieldOf(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

/** Returns the objects in an array; none for any other value. */
export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Returns a text; an empty one for any other value. */
export function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
