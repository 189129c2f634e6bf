import { z } from 'zod';
import { settingsSchema } from './config.ts';

/** The part of JSON Schema that zod makes of these schemas. */
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
  /** The environment variables that are read for this value, the first one first. */
  readonly 'x-env'?: readonly string[];
  /** Nothing in this version uses it, nor what is inside of it. Its presence in a file is warned of. */
  readonly 'x-unused'?: true;
  /** The values that nothing in this version uses, of a key that has others. */
  readonly 'x-unused-values'?: readonly string[];
}

let fileSchema: JsonSchema | undefined;

/** What the file may hold, in its own spelling. Made once, on first use. */
export function configFileSchema(): JsonSchema {
  fileSchema ??= asJsonSchema(z.toJSONSchema(settingsSchema, { io: 'input', target: 'draft-7' }));
  return fileSchema;
}

// zod types its result more loosely than what it gives for our schemas, none of which refers to another.
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

/** The schemas that a value may have: the members of a union, or the schema itself. */
export function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf?.flatMap((one) => alternatives(one)) ?? [schema];
}

/** The types that a value may have. */
export function typesOf(schema: JsonSchema): ReadonlySet<string> {
  return new Set(
    alternatives(schema).flatMap(({ type }) =>
      type === undefined ? ['any'] : typeof type === 'string' ? [type] : type,
    ),
  );
}

/** The keys that a map may have, over all members of a union. */
export function keysOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.assign({}, ...alternatives(schema).map(({ properties }) => properties ?? {}));
}

/** What the values of a map with the user's own keys must be; nothing for a map whose keys are known. */
export function valuesOf(schema: JsonSchema): JsonSchema | undefined {
  for (const { additionalProperties } of alternatives(schema)) {
    if (additionalProperties === true) return {};
    if (typeof additionalProperties === 'object') return additionalProperties;
  }
  return undefined;
}

/** What the items of a list must be. */
export function itemsOf(schema: JsonSchema): JsonSchema {
  return alternatives(schema).find(({ items }) => items !== undefined)?.items ?? {};
}

/** The schema at a path, as far as there is one. */
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
