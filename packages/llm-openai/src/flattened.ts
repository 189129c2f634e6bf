import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { objectsIn } from './json.ts';

/** Keywords that services reject at the top of a tool's schema. */
const TOP_KEYWORDS = ['oneOf', 'anyOf', 'allOf', 'not', 'if', 'then', 'else', 'enum', '$ref'];

/**
 * Returns an object schema without alternatives at its top. It has the properties of all of them, and requires those
 * that all of them require, so that it accepts at least what the original accepts.
 */
export function flattened(schema: JsonObject): JsonObject {
  if (!TOP_KEYWORDS.some((keyword) => keyword in schema)) return schema;
  const { properties, required } = shapeOf(schema, schema, 0);
  const rest = Object.entries(schema).filter(([keyword]) => !TOP_KEYWORDS.includes(keyword));
  return {
    ...Object.fromEntries(rest),
    type: 'object',
    properties,
    required: [...required],
    // The properties of alternatives are not among those of a closed schema.
    ...('additionalProperties' in schema && { additionalProperties: true }),
  };
}

interface Shape {
  readonly properties: JsonObject;
  readonly required: readonly string[];
}

/** Maximum depth of alternatives and references, which may refer to themselves. */
const MAX_DEPTH = 8;

function shapeOf(schema: JsonObject, root: JsonObject, depth: number): Shape {
  const own: Shape = {
    properties: isJsonObject(schema['properties']) ? schema['properties'] : {},
    required: Array.isArray(schema['required'])
      ? schema['required'].filter((name) => typeof name === 'string')
      : [],
  };
  if (depth > MAX_DEPTH) return own;
  const inner = (schemas: JsonValue | undefined): Shape[] =>
    objectsIn(schemas).map((one) => shapeOf(one, root, depth + 1));
  const referred = referenceIn(schema, root);
  const all = [...inner(schema['allOf']), ...inner(referred === undefined ? [] : [referred])];
  const alternatives = [inner(schema['anyOf']), inner(schema['oneOf'])].filter((shapes) => shapes.length > 0);
  const optional = [
    ...inner(schema['then'] && [schema['then']]),
    ...inner(schema['else'] && [schema['else']]),
  ];
  const shapes = [own, ...all, ...alternatives.flat(), ...optional];
  return {
    properties: shapes.reduce<JsonObject>((known, { properties }) => merged(known, properties), {}),
    required: [
      ...new Set([
        ...[own, ...all].flatMap((shape) => shape.required),
        ...alternatives.flatMap(([first, ...others]) =>
          (first?.required ?? []).filter((name) => others.every((other) => other.required.includes(name))),
        ),
      ]),
    ],
  };
}

/** A property with several schemas may have any of them. */
function merged(known: JsonObject, more: JsonObject): JsonObject {
  const all: JsonObject = { ...known };
  for (const [name, schema] of Object.entries(more)) {
    const other = all[name];
    const isSame = other === undefined || JSON.stringify(other) === JSON.stringify(schema);
    all[name] = isSame ? schema : { anyOf: [other, schema] };
  }
  return all;
}

function referenceIn(schema: JsonObject, root: JsonObject): JsonObject | undefined {
  const reference = schema['$ref'];
  if (typeof reference !== 'string' || !reference.startsWith('#/')) return undefined;
  let value: JsonValue | undefined = root;
  for (const key of reference.slice(2).split('/')) {
    value = isJsonObject(value) ? value[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return isJsonObject(value) ? value : undefined;
}
