import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { JsonObject } from '../../runtime/values/json.ts';

/**
 * A schema of a library that speaks Standard Schema and Standard JSON Schema (standardschema.dev): zod from
 * 4.2, ArkType, Valibot with its converter.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly jsonSchema?: {
      readonly input: (options: { readonly target: 'draft-2020-12' }) => Record<string, unknown>;
    };
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What checking a value against a {@link StandardSchema} gives. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One thing that is wrong with a value, and where in it. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A JSON Schema as it is, with the type of what fits it. Made by {@link jsonSchema}. */
export interface JsonSchema<Output = unknown> {
  readonly jsonSchema: JsonObject;
  /** Holds the type; never there at run time. */
  readonly output?: Output;
}

/** What describes a value to a model and checks it: a library's schema, or a plain JSON Schema. */
export type Schema<Output = unknown> = StandardSchema<Output> | JsonSchema<Output>;

/** The type of what fits a schema. */
export type SchemaOutput<S> = S extends Schema<infer Output> ? Output : never;

/**
 * A plain JSON Schema. It costs a workflow nothing, where a schema library would be loaded into every run.
 *
 * @example
 * ```ts
 * import { jsonSchema } from '@mcp-agent/core';
 *
 * const city = jsonSchema<{ name: string }>({
 *   type: 'object',
 *   properties: { name: { type: 'string' } },
 *   required: ['name'],
 * });
 * ```
 */
export function jsonSchema<Output>(schema: JsonObject): JsonSchema<Output> {
  return { jsonSchema: schema };
}

/**
 * The JSON Schema of what a schema takes.
 *
 * @param subject what the schema is for, as an error calls it
 * @throws {@link InvalidArgumentError} for one that cannot say it
 */
export function describeSchema(schema: Schema, subject: string): JsonObject {
  if ('jsonSchema' in schema) return schema.jsonSchema;
  const { vendor, jsonSchema: describe } = schema['~standard'];
  if (describe === undefined) {
    throw new InvalidArgumentError(
      `${subject} has a schema of ${vendor} that cannot be written as JSON Schema. ` +
        'Take a version of it that implements Standard JSON Schema (zod: 4.2 or newer), or give jsonSchema({ ... }).',
      { argument: subject },
    );
  }
  const described: unknown = JSON.parse(JSON.stringify(describe.input({ target: 'draft-2020-12' })));
  return isObject(described) ? withoutDialect(described) : {};
}

/** Some services refuse a schema that names its dialect. */
function withoutDialect(schema: JsonObject): JsonObject {
  const { ...rest } = schema;
  delete rest['$schema'];
  return rest;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value that fits, or what is wrong with it in words for a model. */
export type Checked<Output> = { readonly value: Output } | { readonly problems: readonly string[] };

/** Checks a value with a library's schema, which may also change it: defaults, dates. */
export async function checkWithStandard<Output>(
  schema: StandardSchema<Output>,
  value: unknown,
): Promise<Checked<Output>> {
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return { value: result.value };
  return { problems: result.issues.map(({ path = [], message }) => `${pathOf(path)}: ${message}`) };
}

function pathOf(path: NonNullable<StandardIssue['path']>): string {
  const keys = path.map((key) => String(typeof key === 'object' ? key.key : key));
  return `/${keys.join('/')}`;
}
