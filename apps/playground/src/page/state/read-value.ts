import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { RefusedError } from './api.ts';
import { type Field, fieldsOf, type FieldText } from './schema.ts';

/**
 * The value that a form's fields hold.
 *
 * @throws {@link RefusedError} for a field that holds no JSON
 */
export function readValue(
  schema: JsonObject | undefined,
  texts: Readonly<Record<string, FieldText>>,
): JsonValue {
  const fields = fieldsOf(schema);
  const [only] = fields;
  if (only?.name === '' && fields.length === 1) return readField(only, texts['']) ?? null;
  const entries = fields.map((field) => [field.name, readField(field, texts[field.name])] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** Nothing, where a field that may be left empty was. */
function readField({ type, title, isRequired }: Field, text: FieldText = ''): JsonValue | undefined {
  if (typeof text === 'boolean') return text;
  if (text.trim() === '' && !(type === 'text' && isRequired)) return undefined;
  if (type === 'number') return Number(text);
  if (type !== 'json') return text;
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (error) {
    const message = `"${title}" is no JSON: ${error instanceof Error ? error.message : ''}`;
    throw new RefusedError([{ code: 'NOT_JSON', message }]);
  }
}
