import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { resolveRef } from '@mcp-agent/provider-utils';

/** The SDK's conversion of a schema to Anthropic's strict form. */
export type Transform = (schema: JsonObject) => Record<string, unknown>;

/** What the API compiles for one request: strict tools, and optional properties and unions in all of them. */
export interface StrictBudget {
  tools: number;
  optional: number;
  unions: number;
}

/** Returns the limits of one request, of which each strict schema takes its part. */
export function strictBudget(): StrictBudget {
  return { tools: 20, optional: 24, unions: 16 };
}

/**
 * Converts a schema to Anthropic's strict form, in which all objects are closed. Returns `undefined` if that form
 * cannot express it, or the request already has as many as the API compiles.
 */
export function strictSchema(
  schema: JsonObject,
  transform: Transform,
  budget: StrictBudget,
): Record<string, unknown> | undefined {
  if (!isClosable(schema) || isRecursive(schema, schema)) return undefined;
  const { optional, unions } = complexityOf(schema);
  if (budget.tools < 1 || budget.optional < optional || budget.unions < unions) return undefined;
  let strict: Record<string, unknown>;
  try {
    strict = transform(schema);
  } catch {
    // A part of the schema has no type.
    return undefined;
  }
  budget.tools -= 1;
  budget.optional -= optional;
  budget.unions -= unions;
  return strict;
}

function isClosable(schema: JsonValue): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  if (Array.isArray(schema)) return schema.every(isClosable);
  const { type, properties, additionalProperties, patternProperties } = schema;
  const isMap = (additionalProperties ?? false) !== false || patternProperties !== undefined;
  if (isMap || (type === 'object' && properties === undefined) || Array.isArray(type)) return false;
  return Object.values(schema).every(isClosable);
}

/** Maximum length of a chain of references. */
const MAX_REFERENCES = 100;

/**
 * The API rejects a schema that refers to itself.
 *
 * @param open the references that led here
 * @param finite the references that lead to no recursion. Each is followed once: they may double at every step.
 */
function isRecursive(
  schema: JsonValue,
  root: JsonObject,
  open: ReadonlySet<string> = new Set(),
  finite: Set<string> = new Set(),
): boolean {
  if (Array.isArray(schema)) return schema.some((one) => isRecursive(one, root, open, finite));
  if (!isJsonObject(schema)) return false;
  const { $ref: ref, ...rest } = schema;
  if (typeof ref !== 'string') {
    return Object.values(rest).some((one) => isRecursive(one, root, open, finite));
  }
  if (finite.has(ref)) return false;
  const target = resolveRef(ref, root);
  if (target === undefined || open.has(ref) || open.size >= MAX_REFERENCES) return true;
  if (isRecursive(target, root, new Set([...open, ref]), finite)) return true;
  finite.add(ref);
  return false;
}

function complexityOf(schema: JsonValue): { readonly optional: number; readonly unions: number } {
  if (typeof schema !== 'object' || schema === null) return { optional: 0, unions: 0 };
  const parts = Object.values(schema).map(complexityOf);
  const { properties, required, anyOf, oneOf } = isJsonObject(schema) ? schema : {};
  const names = isJsonObject(properties) ? Object.keys(properties) : [];
  const needed = new Set<JsonValue>(Array.isArray(required) ? required : []);
  return {
    optional: parts.reduce(
      (sum, part) => sum + part.optional,
      names.filter((name) => !needed.has(name)).length,
    ),
    unions: parts.reduce(
      (sum, part) => sum + part.unions,
      Array.isArray(anyOf) || Array.isArray(oneOf) ? 1 : 0,
    ),
  };
}
