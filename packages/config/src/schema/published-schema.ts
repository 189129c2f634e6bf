import { describeKey } from './describe-key.ts';
import { type JsonSchema, configFileSchema } from './json-schema.ts';

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** A `${NAME}`, allowed where the text itself would be invalid. */
const VARIABLE: JsonSchema = { type: 'string', pattern: '\\$\\{' };

/**
 * Returns the JSON Schema for editors. It also accepts what loading corrects (`${NAME}` for any value, `PORT: 8080`
 * for a string in a map or list, an empty section), and rejects unknown keys.
 */
export function publishedSchema(): JsonSchema {
  const { properties = {}, ...root } = configFileSchema();
  return {
    ...root,
    $schema: DIALECT,
    title: 'Configuration of mcp-agent',
    properties: {
      $schema: { type: 'string', description: 'The address of this schema, for editors.' },
      ...mapValues(properties, (schema) => mayBeEmpty(published(schema, false))),
    },
    additionalProperties: false,
  };
}

/** @param ownName whether it belongs to a user-defined name or a list, where `8080` is read as a string */
function published(schema: JsonSchema, ownName: boolean): JsonSchema {
  const {
    'x-env': _env,
    'x-unused': _unused,
    'x-unused-values': _unusedValues,
    description: _description,
    default: fallback,
    propertyNames: _names,
    ...rest
  } = schema;
  const description = describeKey(schema);
  return {
    ...(description === '' ? {} : { description }),
    ...(fallback === undefined || isEmpty(fallback) ? {} : { default: fallback }),
    ...validation(rest, ownName),
  };
}

function validation(schema: JsonSchema, ownName: boolean): JsonSchema {
  const { anyOf, items, properties, additionalProperties } = schema;
  if (anyOf !== undefined) return { ...schema, anyOf: anyOf.map((one) => published(one, ownName)) };
  if (schema.type === 'array')
    return items === undefined ? schema : { ...schema, items: published(items, true) };
  if (schema.type === 'object') {
    const known = properties && mapValues(properties, (inner) => published(inner, false));
    const others = typeof additionalProperties === 'object' && published(additionalProperties, true);
    return { ...schema, ...(known && { properties: known }), additionalProperties: others };
  }
  if (schema.type === undefined || schema.const !== undefined || schema.type === 'null') return schema;
  const isPlainText =
    schema.type === 'string' &&
    ![schema.enum, schema.pattern, schema.format].some((limit) => limit !== undefined);
  if (!isPlainText) return { anyOf: [schema, VARIABLE] };
  return ownName ? { ...schema, type: ['string', 'number', 'boolean'] } : schema;
}

function mayBeEmpty(schema: JsonSchema): JsonSchema {
  return schema.type === 'object' ? { ...schema, type: ['object', 'null'] } : schema;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function mapValues(
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
