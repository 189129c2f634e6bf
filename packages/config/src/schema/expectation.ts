import { type JsonSchema, itemsOf, valuesOf } from './json-schema.ts';

/** Describes the values that a schema accepts: `an integer of at least 1`. */
export function expectation(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(expectation))].join(', or ');
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => String(value)).join(', ')}`;
  switch (schema.type) {
    case 'string':
      return schema.minLength === undefined ? 'a string' : 'a non-empty string';
    case 'integer':
      return `an integer${range(schema)}`;
    case 'number':
      return `a number${range(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return itemsOf(schema).type === 'string' ? 'a list of strings' : 'a list';
    case 'object':
      return valuesOf(schema)?.type === 'string' ? 'a map of strings' : 'a map';
    default:
      return 'another value';
  }
}

function range({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  // zod limits every integer to JavaScript's safe range, which does not help the user.
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined) return ` greater than ${exclusiveMinimum}`;
  if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) return '';
  return most === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${most}`;
}
