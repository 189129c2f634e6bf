import type { JsonValue } from '@mcp-agent/core';
import { isObject } from './values.ts';

/** The schemas that the value of a keyword contains. */
type Contents = 'schema' | 'list' | 'fields' | 'schema or list' | 'fields or names';

const CONTENTS: ReadonlyMap<string, Contents> = new Map([
  ['additionalItems', 'schema'],
  ['additionalProperties', 'schema'],
  ['contains', 'schema'],
  ['else', 'schema'],
  ['if', 'schema'],
  ['not', 'schema'],
  ['propertyNames', 'schema'],
  ['then', 'schema'],
  ['unevaluatedItems', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['items', 'schema or list'],
  ['allOf', 'list'],
  ['anyOf', 'list'],
  ['oneOf', 'list'],
  ['prefixItems', 'list'],
  ['$defs', 'fields'],
  ['definitions', 'fields'],
  ['dependentSchemas', 'fields'],
  ['patternProperties', 'fields'],
  ['properties', 'fields'],
  ['dependencies', 'fields or names'],
]);

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const;

export type TypeName = (typeof TYPES)[number];

export function isTypeName(value: unknown): value is TypeName {
  return TYPES.some((name) => name === value);
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
// OpenAPI 3.0 and draft-04 have `exclusiveMaximum: true` beside `maximum`.
const isBound = (value: unknown): boolean => isNumber(value) || typeof value === 'boolean';
const isType = (value: unknown): boolean =>
  isTypeName(value) || (Array.isArray(value) && value.every(isTypeName));

const SHAPES: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['$ref', isText],
  ['$dynamicRef', isText],
  ['$recursiveRef', isText],
  ['type', isType],
  ['enum', Array.isArray],
  ['pattern', isText],
  ['required', isTexts],
  ['multipleOf', (value) => typeof value === 'number' && value > 0],
  ['minimum', isNumber],
  ['maximum', isNumber],
  ['exclusiveMinimum', isBound],
  ['exclusiveMaximum', isBound],
  ...[
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minContains',
    'maxContains',
    'minProperties',
    'maxProperties',
  ].map((name) => [name, isNumber] as const),
]);

/** Returns the schemas that a keyword contains, or `undefined` if its value is not what the keyword requires. */
export function subschemas(keyword: string, value: JsonValue): readonly JsonValue[] | undefined {
  const contents = CONTENTS.get(keyword);
  if (contents === undefined) return SHAPES.get(keyword)?.(value) === false ? undefined : [];
  if (Array.isArray(value)) return contents.includes('list') ? schemas(value) : undefined;
  if (contents.includes('fields')) {
    if (!isObject(value)) return undefined;
    const fields = Object.values(value);
    return schemas(contents === 'fields' ? fields : fields.filter((field) => !isTexts(field)));
  }
  return contents.includes('schema') ? schemas([value]) : undefined;
}

function schemas(values: readonly JsonValue[]): readonly JsonValue[] | undefined {
  return values.every((value) => typeof value === 'boolean' || isObject(value)) ? values : undefined;
}
