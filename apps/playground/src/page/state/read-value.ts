import type { JsonValue } from '@mcp-agent/core';
import { RefusedError } from './api.ts';
import { shownText } from './field-texts.ts';
import type { Draft } from './drafts.ts';
import type { Field, FieldText, Form } from './schema.ts';

/**
 * Returns the value that a form shows; `undefined` if its only field is empty.
 *
 * @throws {@link RefusedError} for a field whose text is not JSON, or a number that JSON cannot represent exactly
 */
export function readValue({ fields, isWhole }: Form, draft: Draft): JsonValue | undefined {
  const values = fields.map((field) => [field.name, readField(field, shownText(field, draft))] as const);
  if (isWhole) return values[0]?.[1];
  return Object.fromEntries(values.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** Returns `undefined` for an empty field, which is not sent. */
function readField(field: Field, text: FieldText): JsonValue | undefined {
  if (typeof text === 'boolean') return text;
  if (field.type === 'text') return text === '' && !field.isRequired ? undefined : text;
  if (text.trim() === '') return undefined;
  return field.type === 'number' ? readNumber(field, text) : readJson(field, text);
}

function readNumber({ title }: Field, text: string): number {
  const value = Number(text);
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const limit = Number.MAX_SAFE_INTEGER.toLocaleString('en');
  const message = `"${title}" is ${text}. JSON cannot represent numbers above ${limit} exactly: use a smaller one.`;
  throw new RefusedError([{ code: 'NOT_EXACT', message }]);
}

function readJson({ title }: Field, text: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (error) {
    const message = `"${title}" is not JSON: ${error instanceof Error ? error.message : ''}`;
    throw new RefusedError([{ code: 'NOT_JSON', message }]);
  }
}
