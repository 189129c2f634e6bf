import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { type Choice, choicesOf } from './choices.ts';

/** The text of a field, or whether it is checked. The text of a choice is the JSON of its value, or empty. */
export type FieldText = string | boolean;

/** A field of a form, from a JSON Schema. */
export interface Field {
  /** Name of the property; empty if the field is the whole value. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** `json` for any value that is not simple. */
  readonly type: 'text' | 'number' | 'boolean' | 'choice' | 'json';
  readonly choices: readonly Choice[];
  readonly isRequired: boolean;
  /** The default. */
  readonly first: FieldText;
  readonly limits: { readonly min?: number; readonly max?: number; readonly step: number | 'any' };
}

/** The form for a value. */
export interface Form {
  readonly fields: readonly Field[];
  /** Whether the only field is the value itself, not a property of it. */
  readonly isWhole: boolean;
}

/** Creates the form for a schema: a field for each property of an object. */
export function formOf(schema: JsonObject | undefined): Form {
  if (schema === undefined) {
    return { isWhole: true, fields: [fieldOf('', { title: 'Input, as JSON' }, false)] };
  }
  const { properties, required } = schema;
  if (schema['type'] !== 'object' || !isJsonObject(properties)) {
    return { isWhole: true, fields: [fieldOf('', schema, true)] };
  }
  const needed = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldOf(name, isJsonObject(property) ? property : {}, needed.includes(name)),
  );
  return { isWhole: false, fields };
}

function fieldOf(name: string, schema: JsonObject, isRequired: boolean): Field {
  const { title, description, type, minimum, maximum } = schema;
  const choices = choicesOf(schema);
  const kind =
    choices.length > 0 ? 'choice' : ((typeof type === 'string' ? SIMPLE.get(type) : undefined) ?? 'json');
  return {
    name,
    title: typeof title === 'string' ? title : name || 'Value',
    ...(typeof description === 'string' && { description }),
    type: kind,
    choices,
    isRequired,
    first: firstOf(kind, choices, schema['default']),
    limits: {
      ...(typeof minimum === 'number' && { min: minimum }),
      ...(typeof maximum === 'number' && { max: maximum }),
      step: type === 'integer' ? 1 : 'any',
    },
  };
}

/** Returns the default as text; empty if the field cannot show it, because a hidden value must not be sent. */
function firstOf(type: Field['type'], choices: readonly Choice[], value: JsonValue | undefined): FieldText {
  if (type === 'boolean') return value === true;
  if (value === undefined) return '';
  const json = JSON.stringify(value);
  if (type === 'choice') return choices.some(({ text }) => text === json) ? json : '';
  if (type === 'number') return typeof value === 'number' ? json : '';
  if (type === 'json') return json;
  return typeof value === 'string' ? value : '';
}

const SIMPLE: ReadonlyMap<string, Field['type']> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['boolean', 'boolean'],
]);
