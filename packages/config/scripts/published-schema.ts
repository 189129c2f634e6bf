import type { JsonSchema } from '../src/schema/json-schema.ts';
import { describedSchema } from './described-schema.ts';

/** A `${NAME}`, allowed where the text itself would be invalid. */
const VARIABLE = { type: 'string', pattern: '\\$\\{' };

/**
 * Returns the JSON Schema for editors. It also accepts what loading corrects (`${NAME}` for any value, `PORT: 8080`
 * for a string in a map or list, an empty section), and rejects unknown keys.
 */
export function publishedSchema(): object {
  const { properties = {} } = describedSchema();
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of mcp-agent',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'URL of this schema, for editors.' },
      ...mapValues(properties, (schema) => ({
        ...published(schema, false),
        ...(schema.type === 'object' && { type: ['object', 'null'] }),
      })),
    },
    additionalProperties: false,
  };
}

/** @param ownName whether it belongs to a user-defined name or a list, where `8080` is read as a string */
function published(schema: JsonSchema, ownName: boolean): object {
  if (schema['x-unread'] === true) return { description: 'Has no effect in this version.' };
  const { description, default: fallback } = schema;
  return {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    ...constraints(schema, ownName),
  };
}

function constraints(
  {
    description: _description,
    default: _fallback,
    'x-env': _env,
    'x-unread-values': _values,
    ...schema
  }: JsonSchema,
  ownName: boolean,
): object {
  const { type, properties, additionalProperties, items, anyOf } = schema;
  if (anyOf !== undefined) return { anyOf: anyOf.map((form) => published(form, ownName)) };
  if (type === undefined || schema.const !== undefined) return schema;
  if (type === 'array') return { ...schema, ...(items && { items: published(items, true) }) };
  if (type === 'object') {
    const others = typeof additionalProperties === 'object' && published(additionalProperties, true);
    return {
      type,
      ...('required' in schema && { required: schema.required }),
      ...(properties && { properties: mapValues(properties, (inner) => published(inner, false)) }),
      additionalProperties: others,
    };
  }
  const isPlainText =
    type === 'string' && [schema.enum, schema.pattern, schema.format].every((limit) => limit === undefined);
  if (!isPlainText) return { anyOf: [schema, VARIABLE] };
  return ownName ? { ...schema, type: ['string', 'number', 'boolean'] } : schema;
}

function mapValues(
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => object,
): Record<string, object> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
