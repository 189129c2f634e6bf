import { z } from 'zod';
import { settingsSchema } from './settings-schema.ts';

/** The subset of JSON Schema that zod generates for these schemas. */
export interface JsonSchema {
  /** Not set for an unread key, for a value that is passed through, and for one of several forms. */
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly additionalProperties?: JsonSchema | boolean | undefined;
  readonly items?: JsonSchema | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  /** The forms of a value: scalars, and maps. Maps differ in their `provider`; the last one has any other. */
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  /** Environment variables for this value, in order of precedence. */
  readonly 'x-env'?: readonly string[] | undefined;
  /** If true, no package reads the key; its presence in a file causes a warning. */
  readonly 'x-unread'?: true | undefined;
  /** Values that have no effect, of a key that also has values with an effect. */
  readonly 'x-unread-values'?: readonly string[] | undefined;
}

let fileSchema: JsonSchema | undefined;

/** Returns the schema of the configuration file, with the file's key names. Created on first use. */
export function configFileSchema(): JsonSchema {
  fileSchema ??= schemaNode.parse(z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-7' }));
  return fileSchema;
}

// zod's result type is wider than what it generates for our schemas, which have no references.
const schemaNode: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), schemaNode).optional(),
    additionalProperties: z.union([schemaNode, z.boolean()]).optional(),
    items: schemaNode.optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(schemaNode).optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    'x-env': z.array(z.string()).optional(),
    'x-unread': z.literal(true).optional(),
    'x-unread-values': z.array(z.string()).optional(),
  }),
);

/** Returns the fixed keys of a map, in any of its forms. */
export function keysOf({ properties = {}, anyOf = [] }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...anyOf.map(keysOf), properties);
}

/** The key that selects the form of a map. */
export const FORM_KEY = 'provider';

/**
 * Returns the form of a value.
 *
 * @param selector the value's {@link FORM_KEY} if it is a map; `undefined` for any other value
 */
export function formOf(schema: JsonSchema, isMap: boolean, selector?: string): JsonSchema {
  const forms = schema.anyOf?.filter(({ type }) => (type === 'object') === isMap) ?? [];
  const selected = forms.find(({ properties }) => properties?.[FORM_KEY]?.const === selector);
  return selected ?? forms.at(-1) ?? schema;
}

/** Returns the schema of a map's values if its keys are user-defined; `undefined` if they are fixed. */
export function valuesOf({ additionalProperties }: JsonSchema): JsonSchema | undefined {
  return typeof additionalProperties === 'object' ? additionalProperties : undefined;
}

/** Returns the schema of a list's items. */
export function itemsOf({ items = {} }: JsonSchema): JsonSchema {
  return items;
}

/** Returns the schema at a path, or `undefined`. */
export function schemaAt(root: JsonSchema, path: readonly PropertyKey[]): JsonSchema | undefined {
  let schema: JsonSchema | undefined = root;
  for (const step of path) {
    if (schema === undefined) return undefined;
    if (typeof step === 'number') schema = itemsOf(schema);
    else {
      const known: Readonly<Record<string, JsonSchema>> = keysOf(schema);
      const key = String(step);
      schema = Object.hasOwn(known, key) ? known[key] : valuesOf(schema);
    }
  }
  return schema;
}
