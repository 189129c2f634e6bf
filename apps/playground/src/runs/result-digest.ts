import { createHash } from 'node:crypto';
import type { JsonValue } from '@mcp-agent/core';

/**
 * Returns a digest of a result, which does not depend on the order of properties.
 *
 * @returns `undefined` for a result that is nested too deeply
 */
export function resultDigest(result: JsonValue): string | undefined {
  try {
    const text = JSON.stringify(result, (_key, value: JsonValue) => sorted(value));
    return createHash('sha256').update(text).digest('base64url');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
