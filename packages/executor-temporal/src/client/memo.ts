import type { JsonObject } from '@mcp-agent/core';
import { RawValue } from '@temporalio/common';

const ENCODER = new TextEncoder();

/**
 * Encodes `null` and `[]` with a space: since version 1.32, the server removes entries whose payload is `null` or `[]`,
 * byte for byte, from the memo of a new workflow.
 */
export function encodeMemo(memo: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(memo).map(([key, value]) => {
      if (value === null) return [key, jsonPayload('null ')];
      return [key, Array.isArray(value) && value.length === 0 ? jsonPayload('[] ') : value];
    }),
  );
}

function jsonPayload(json: string): RawValue {
  return RawValue.fromPayload({
    metadata: { encoding: ENCODER.encode('json/plain') },
    data: ENCODER.encode(json),
  });
}
