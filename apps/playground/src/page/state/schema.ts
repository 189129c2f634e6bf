import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { type Choice, choicesOf } from './choices.ts';

/** What a field of a form shows: text, or whether it is ticked. A choice is the JSON of its value, or empty. */
export type FieldText = string | boolean;

/** One field of a form, from a JSON Schema. */
export interface Field {
  /** The property's name; empty where the whole value is one field. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  /** What is not simple is typed as JSON. */
  readonly type: 'text' | 'number' | 'boolean' | 'choice' | 'json';
  readonly choices: readonly Choice[];
  readonly isRequired: boolean;
  /** What the field shows before anybody changes it. */
  readonly first: FieldText;
  readonly limits: { readonly min?: number; readonly max?: number; readonly step: number | 'any' };
}

/** The fields for a value. */
export interface Form {
  readonly fields: readonly Field[];
  /** The only field is the value itself, rather than a property of it. */
  readonly isWhole: boolean;
}

/** The form for a value of that schema: a field for each property of an object. */
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

/** A default as the field can show it; one that it cannot show is none, because it would be sent unseen. */
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
