import type { JsonValue } from '@mcp-agent/core';
import type { ErrorData } from '@mcp-agent/core/errors';

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi;

/** Replaces the ID of a program's workflow and all UUIDs in a text. */
export function withoutIds(text: string, rootId: string): string {
  return text.replaceAll(rootId, 'root').replaceAll(UUID, '<uuid>');
}

/** Returns a value as JSON, with its IDs replaced. `undefined` becomes `null`. */
export function comparableValue(value: unknown, rootId: string): JsonValue {
  const parsed: JsonValue = JSON.parse(withoutIds(JSON.stringify(value ?? null), rootId));
  return parsed;
}

/** Returns an error as JSON without stacks and the IDs that an engine assigns. */
export function comparableError(error: ErrorData, rootId: string): JsonValue {
  return comparableValue(withoutOwnIds(error), rootId);
}

function withoutOwnIds({ code, message, fields = {}, cause }: ErrorData): JsonValue {
  const { activityId: _, ...others } = fields;
  return { code, message, fields: others, cause: cause === undefined ? null : withoutOwnIds(cause) };
}
