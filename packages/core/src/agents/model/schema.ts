import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { isJsonObject, type JsonObject } from '../../runtime/values/json.ts';

/**
 * A schema of a library that implements Standard Schema and Standard JSON Schema (standardschema.dev): zod from
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

/** Result of a {@link StandardSchema} validation. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** A validation issue with its path in the value. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A plain JSON Schema with the type of its values. Created by {@link jsonSchema}. */
export interface JsonSchema<Output = unknown> {
  readonly jsonSchema: JsonObject;
  /** Carries the type only. Never set at run time. */
  readonly output?: Output;
}

/** Describes a value to a model and validates it: a library's schema, or a plain JSON Schema. */
export type Schema<Output = unknown> = StandardSchema<Output> | JsonSchema<Output>;

/** The type of the values that fit a schema. */
export type SchemaOutput<S> = S extends Schema<infer Output> ? Output : never;

/**
 * Wraps a plain JSON Schema. Unlike a schema library, it adds no load time to a workflow run.
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
 * Returns the JSON Schema of the input of a schema.
 *
 * @param subject name of the schema's owner in error messages
 * @throws {@link InvalidArgumentError} for a schema without Standard JSON Schema support
 */
export function describeSchema(schema: Schema, subject: string): JsonObject {
  if ('jsonSchema' in schema) return schema.jsonSchema;
  const { vendor, jsonSchema: describe } = schema['~standard'];
  if (describe === undefined) {
    throw new InvalidArgumentError(
      `${subject} has a schema of ${vendor} that cannot be converted to JSON Schema. ` +
        'Use a version that implements Standard JSON Schema (zod 4.2 or later), or jsonSchema({ ... }).',
      { argument: subject },
    );
  }
  const described: unknown = JSON.parse(JSON.stringify(describe.input({ target: 'draft-2020-12' })));
  return isJsonObject(described) ? withoutDialect(described) : {};
}

/** Some services reject a schema with `$schema`. */
function withoutDialect(schema: JsonObject): JsonObject {
  const { ...rest } = schema;
  delete rest['$schema'];
  return rest;
}

/** A valid value, or what is wrong with it in words for a model. */
export type Checked<Output> = { readonly value: Output } | { readonly problems: readonly string[] };

/** Validates a value with a library's schema, which may also convert it: defaults, dates. */
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
