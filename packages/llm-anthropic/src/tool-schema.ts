import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { toCurrentDialect } from './dialect.ts';

/** Maximum depth of references and combinations at the top of a schema. */
const MAX_DEPTH = 8;

/** The schema of a tool's arguments in a form that the API accepts. */
export interface LegalSchema {
  readonly schema: JsonObject & { readonly type: 'object' };
  /** Whether it accepts more than the original, which the description of the tool must then include. */
  readonly isWider: boolean;
}

/**
 * Converts the schema of a tool's arguments to one that the API accepts: an object in the dialect of 2020-12, without
 * a combination or a reference at its top. Core checks arguments against the original.
 */
export function legalSchema(schema: JsonObject): LegalSchema {
  const current = toCurrentDialect(schema);
  const merging: Merging = { root: current, depth: 0, isWider: false };
  const merged = mergeTop(current, merging);
  return { schema: { ...merged, type: 'object' }, isWider: merging.isWider };
}

interface Merging {
  readonly root: JsonObject;
  depth: number;
  isWider: boolean;
}

/** Merges the parts and the alternatives of a schema into one object that accepts the arguments of each. */
function mergeTop(schema: JsonObject, merging: Merging): JsonObject {
  const { $ref: ref, oneOf, anyOf, allOf, ...own } = schema;
  if (merging.depth >= MAX_DEPTH) return own;
  merging.depth += 1;
  const target = typeof ref === 'string' ? resolveRef(ref, merging.root) : undefined;
  const merge = (part: JsonObject): JsonObject => mergeTop(part, merging);
  const parts = [own, ...[...(target === undefined ? [] : [target]), ...schemasIn(allOf)].map(merge)];
  for (const alternatives of [schemasIn(oneOf), schemasIn(anyOf)]) {
    if (alternatives.length === 0) continue;
    merging.isWider = true;
    parts.push(unionOf(alternatives.map(merge)));
  }
  merging.depth -= 1;
  return parts.length === 1 ? own : intersectionOf(parts);
}

function schemasIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Returns an object schema that accepts the arguments of each part. */
function unionOf(parts: readonly JsonObject[]): JsonObject {
  const [first = [], ...others] = parts.map(requiredIn);
  const required = first.filter((name) => others.every((names) => names.includes(name)));
  return { properties: propertiesIn(parts, 'anyOf'), required };
}

/** Returns an object schema whose arguments match every part. */
function intersectionOf(parts: readonly JsonObject[]): JsonObject {
  const required = [...new Set(parts.flatMap(requiredIn))];
  const all = parts.toReversed().reduce((merged, part) => ({ ...merged, ...part }), {});
  // Properties of one part are additional ones of another.
  const { additionalProperties: _, unevaluatedProperties: __, required: ___, ...rest } = all;
  return {
    ...rest,
    properties: propertiesIn(parts, 'allOf'),
    ...(required.length > 0 && { required }),
  };
}

function requiredIn({ required }: JsonObject): string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

/** Returns the properties of all parts; those that differ are combined. */
function propertiesIn(parts: readonly JsonObject[], combination: 'anyOf' | 'allOf'): JsonObject {
  const found = new Map<string, Map<string, JsonValue>>();
  for (const { properties } of parts) {
    for (const [name, schema] of isJsonObject(properties) ? Object.entries(properties) : []) {
      const schemas = found.get(name) ?? new Map<string, JsonValue>();
      found.set(name, schemas.set(JSON.stringify(schema), schema));
    }
  }
  return Object.fromEntries(
    [...found].map(([name, schemas]) => {
      const [first = {}, ...others] = schemas.values();
      return [name, others.length === 0 ? first : { [combination]: [first, ...others] }];
    }),
  );
}

/** Returns the schema at a local reference, such as `#/$defs/Point`. */
export function resolveRef(ref: string, root: JsonObject): JsonObject | undefined {
  if (!ref.startsWith('#')) return undefined;
  const steps = ref.slice(1).split('/').slice(1);
  const target = steps.reduce<JsonValue | undefined>((at, step) => {
    const name = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
    return isJsonObject(at) ? at[name] : undefined;
  }, root);
  return isJsonObject(target) ? target : undefined;
}
