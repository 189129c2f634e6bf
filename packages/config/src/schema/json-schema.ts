import { z } from 'zod';
import { settingsSchema } from './config.ts';

/** The subset of JSON Schema that zod generates for these schemas. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly propertyNames?: unknown;
  readonly description?: string;
  readonly default?: unknown;
  /** Environment variables for this value, in order of precedence. */
  readonly 'x-env'?: readonly string[];
  /** If true, this version uses neither the key nor its content; its presence in a file causes a warning. */
  readonly 'x-unused'?: true;
  /** Values that this version does not use, of a key that also has used ones. */
  readonly 'x-unused-values'?: readonly string[];
}

let fileSchema: JsonSchema | undefined;

/** Returns the schema of the configuration file, with the file's key names. Created on first use. */
export function configFileSchema(): JsonSchema {
  fileSchema ??= asJsonSchema(z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-7' }));
  return fileSchema;
}

// zod's result type is wider than what it generates for our schemas, which have no references.
function asJsonSchema(node: unknown): JsonSchema {
  return schemaNode.parse(node);
}

const schemaNode: z.ZodType<JsonSchema> = z.lazy(() =>
  z.looseObject({
    properties: z.record(z.string(), schemaNode).optional(),
    additionalProperties: z.union([schemaNode, z.boolean()]).optional(),
    items: schemaNode.optional(),
    anyOf: z.array(schemaNode).optional(),
    'x-env': z.array(z.string()).optional(),
    'x-unused': z.literal(true).optional(),
    'x-unused-values': z.array(z.string()).optional(),
    description: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    minLength: z.number().optional(),
    pattern: z.string().optional(),
    format: z.string().optional(),
  }),
);

/** Returns the alternatives of a schema: the members of a union, or the schema itself. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf?.flatMap((one) => alternatives(one)) ?? [schema];
}

/** Returns the types that a schema accepts. */
export function typesOf(schema: JsonSchema): ReadonlySet<string> {
  return new Set(
    alternatives(schema).flatMap(({ type }) =>
      type === undefined ? ['any'] : typeof type === 'string' ? [type] : type,
    ),
  );
}

/** Returns the keys of a map, from all members of a union. */
export function keysOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...alternatives(schema).map(({ properties }) => properties ?? {}));
}

/** Returns the schema of a map's values if its keys are user-defined; `undefined` if they are fixed. */
export function valuesOf(schema: JsonSchema): JsonSchema | undefined {
  for (const { additionalProperties } of alternatives(schema)) {
    if (additionalProperties === true) return {};
    if (typeof additionalProperties === 'object') return additionalProperties;
  }
  return undefined;
}

/** Returns the schema of a list's items. */
export function itemsOf(schema: JsonSchema): JsonSchema {
  return alternatives(schema).find(({ items }) => items !== undefined)?.items ?? {};
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
