import type { JsonObject, JsonValue } from '@mcp-agent/core';

/** What stands in a field of a form: text, or whether it is ticked. */
export type FieldText = string | boolean;

/** One field of a form, from a JSON Schema. */
export interface Field {
  /** The property's name; empty where the whole value is one field. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** What is not simple is typed as JSON. */
  readonly type: 'text' | 'number' | 'boolean' | 'choice' | 'json';
  readonly choices: readonly string[];
  readonly isRequired: boolean;
  readonly first?: JsonValue;
  readonly limits: { readonly min?: number; readonly max?: number; readonly step: number | 'any' };
}

/** The fields for a value of that schema: one for each property of an object. */
export function fieldsOf(schema: JsonObject | undefined): Field[] {
  if (schema === undefined) return [{ ...fieldOf('', {}, false), title: 'Input, as JSON' }];
  const { properties, required } = schema;
  if (schema['type'] !== 'object' || !isObject(properties)) return [fieldOf('', schema, true)];
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(name, isObject(property) ? property : {}, needed.includes(name)),
  );
}

/** What stands in the fields at first. */
export function firstTexts(fields: readonly Field[]): Record<string, FieldText> {
  return Object.fromEntries(fields.map(({ name, type, first }) => [name, textOf(type, first)]));
}

function textOf(type: Field['type'], value: JsonValue | undefined): FieldText {
  if (type === 'boolean') return value === true;
  if (value === undefined) return '';
  return typeof value === 'string' && type !== 'json' ? value : JSON.stringify(value);
}

function fieldOf(name: string, schema: JsonObject, isRequired: boolean): Field {
  const { title, description, type, minimum, maximum } = schema;
  const choices = Array.isArray(schema['enum'])
    ? schema['enum'].filter((one) => typeof one === 'string')
    : [];
  return {
    name,
    title: typeof title === 'string' ? title : name || 'Value',
    ...(typeof description === 'string' && { description }),
    type: choices.length > 0 ? 'choice' : ((typeof type === 'string' ? SIMPLE[type] : undefined) ?? 'json'),
    choices,
    isRequired,
    ...(schema['default'] !== undefined && { first: schema['default'] }),
    limits: {
      ...(typeof minimum === 'number' && { min: minimum }),
      ...(typeof maximum === 'number' && { max: maximum }),
      step: type === 'integer' ? 1 : 'any',
    },
  };
}

const SIMPLE: Readonly<Record<string, Field['type']>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
};

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
