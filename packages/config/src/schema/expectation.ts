import { type JsonSchema, alternatives, itemsOf, valuesOf } from './json-schema.ts';

/** Describes the values that a schema accepts: `a whole number of at least 1`. */
export function expectation(schema: JsonSchema): string {
  return [...new Set(alternatives(schema).map((one) => describeOne(one)))].join(' or ');
}

function describeOne(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.map((value) => String(value)).join(', ')}`;
  switch (schema.type) {
    case 'string': {
      return schema.minLength === undefined ? 'a text' : 'a text that is not empty';
    }
    case 'integer': {
      return `a whole number${range(schema)}`;
    }
    case 'number': {
      return `a number${range(schema)}`;
    }
    case 'boolean': {
      return 'true or false';
    }
    case 'array': {
      const items = itemsOf(schema);
      return items.type === 'string' && items.enum === undefined ? 'a list of texts' : 'a list';
    }
    case 'object': {
      return valuesOf(schema)?.type === 'string' ? 'a map of names to texts' : 'a map of keys to values';
    }
    case 'null': {
      return 'nothing';
    }
    default: {
      return 'another value';
    }
  }
}

function range({ minimum, exclusiveMinimum, maximum }: JsonSchema): string {
  // zod limits every integer to JavaScript's safe range, which does not help the user.
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined) return ` greater than ${exclusiveMinimum}`;
  if (minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER) {
    return most === undefined ? ` of at least ${minimum}` : ` from ${minimum} to ${most}`;
  }
  return most === undefined ? '' : ` of at most ${most}`;
}
