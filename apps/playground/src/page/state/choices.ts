import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** A value that a schema lists. */
export interface Choice {
  /** The value as JSON, which is unique. */
  readonly text: string;
  readonly label: string;
}

/** Returns the values that a schema lists with `enum`, `const`, or `oneOf` or `anyOf` of constants. */
export function choicesOf(schema: JsonObject): readonly Choice[] {
  const listed = constantsOf(schema);
  const choices = new Map(listed.map(({ value, title }) => [JSON.stringify(value), title ?? labelOf(value)]));
  const labels = [...choices.values()];
  return [...choices].map(([text, label]) => ({
    text,
    // Values with the same label, such as 1 and "1", are labelled with their JSON.
    label: labels.filter((other) => other === label).length > 1 ? text : label,
  }));
}

interface Constant {
  readonly value: JsonValue;
  readonly title?: string;
}

function constantsOf(schema: JsonObject): readonly Constant[] {
  if (schema['const'] !== undefined) return [{ value: schema['const'] }];
  if (Array.isArray(schema['enum'])) return schema['enum'].map((value) => ({ value }));
  const options = schema['oneOf'] ?? schema['anyOf'];
  if (!Array.isArray(options)) return [];
  const constants = options.map(constantOf).filter((one) => one !== undefined);
  return constants.length === options.length ? constants : [];
}

function constantOf(option: JsonValue): Constant | undefined {
  if (!isJsonObject(option)) return undefined;
  const { const: value, title } = option;
  if (value === undefined) return undefined;
  return { value, ...(typeof title === 'string' && { title }) };
}

function labelOf(value: JsonValue): string {
  if (value === '') return '(empty text)';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
