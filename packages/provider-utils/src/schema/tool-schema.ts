import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import type { ToolDescription } from '@mcp-agent/core/provider';
import { toCurrentDialect } from './dialect.ts';

/** Maximum number of schemas to merge: references can multiply them without limit. */
const MAX_MERGED = 200;
/** Maximum size of the merged parts together, in characters of JSON. Each reference counts its target again. */
const MAX_MERGED_SIZE = 500_000;

/** A tool as services accept it. */
export interface LegalTool {
  readonly description?: string;
  readonly schema: JsonObject & { readonly type: 'object' };
}

/**
 * Returns a tool whose schema services accept: an object in the dialect of 2020-12, without a combination or a reference
 * at its top, which services reject together with the whole request. If that schema accepts more than the original, the
 * description has the original. Core checks arguments against the original.
 */
export function legalTool({
  description,
  inputSchema,
}: Pick<ToolDescription, 'description' | 'inputSchema'>): LegalTool {
  const current = toCurrentDialect(inputSchema);
  const merging: Merging = { root: current, open: new Set(), merged: 0, size: 0, isWider: false };
  const { properties = {}, ...schema } = mergeTop(current, merging);
  const said = `The input must match this JSON Schema: ${JSON.stringify(inputSchema)}`;
  const words = merging.isWider ? [description, said].filter(Boolean).join('\n\n') : description;
  return {
    ...(words !== undefined && { description: words }),
    schema: { ...schema, type: 'object', properties },
  };
}

interface Merging {
  readonly root: JsonObject;
  /** The references that are being merged, which may refer to themselves. */
  readonly open: Set<JsonValue>;
  merged: number;
  size: number;
  isWider: boolean;
}

/** Merges the parts and the alternatives of a schema into one object that accepts the arguments of each. */
function mergeTop(schema: JsonObject, merging: Merging): JsonObject {
  const { $ref: ref, oneOf, anyOf, allOf, not, if: condition, then, else: otherwise, ...rest } = schema;
  const { enum: values, const: value, ...own } = rest;
  const dropped = [not, condition, values, value];
  if (dropped.some((one) => one !== undefined)) merging.isWider = true;
  merging.merged += 1;
  if (schema !== merging.root) merging.size += JSON.stringify(own).length;
  const isTooMuch = merging.merged > MAX_MERGED || merging.size > MAX_MERGED_SIZE;
  if (isTooMuch || (ref !== undefined && merging.open.has(ref))) {
    merging.isWider = true;
    return isTooMuch ? {} : own;
  }
  const target = typeof ref === 'string' ? resolveRef(ref, merging.root) : undefined;
  const merge = (part: JsonObject): JsonObject => mergeTop(part, merging);
  if (ref !== undefined) merging.open.add(ref);
  const parts = [own, ...[...(target === undefined ? [] : [target]), ...schemasIn(allOf)].map(merge)];
  const branches = [then, otherwise].map((branch) => (isJsonObject(branch) ? branch : {}));
  for (const alternatives of [schemasIn(oneOf), schemasIn(anyOf), condition === undefined ? [] : branches]) {
    if (alternatives.length === 0) continue;
    merging.isWider = true;
    parts.push(unionOf(alternatives.map(merge)));
  }
  if (ref !== undefined) merging.open.delete(ref);
  return parts.length === 1 ? own : intersectionOf(parts);
}

function schemasIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Returns an object schema that accepts the arguments of each part. */
function unionOf(parts: readonly JsonObject[]): JsonObject {
  const [first = new Set<string>(), ...others] = parts.map((part) => new Set(requiredIn(part)));
  const required = [...first].filter((name) => others.every((names) => names.has(name)));
  return { properties: propertiesIn(parts, (schemas) => ({ anyOf: [...schemas] })), required };
}

/** Returns an object schema whose arguments match every part. */
function intersectionOf(parts: readonly JsonObject[]): JsonObject {
  const required = [...new Set(parts.flatMap(requiredIn))];
  const all = parts.toReversed().reduce((merged, part) => ({ ...merged, ...part }), {});
  // Properties of one part are additional ones of another.
  const { additionalProperties: _, unevaluatedProperties: __, required: ___, ...rest } = all;
  return {
    ...rest,
    properties: propertiesIn(parts, together),
    ...(required.length > 0 && { required }),
  };
}

function requiredIn({ required }: JsonObject): string[] {
  return Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
}

/** Returns the properties of all parts; those that differ are combined. */
function propertiesIn(
  parts: readonly JsonObject[],
  combine: (schemas: readonly JsonValue[]) => JsonValue,
): JsonObject {
  const found = new Map<string, Map<string, JsonValue>>();
  for (const { properties } of parts) {
    for (const [name, schema] of isJsonObject(properties) ? Object.entries(properties) : []) {
      const schemas = found.get(name) ?? new Map<string, JsonValue>();
      found.set(name, schemas.set(JSON.stringify(schema), schema));
    }
  }
  const entries = [...found].map(([name, schemas]): [string, JsonValue] => {
    const [first = {}, ...others] = schemas.values();
    return [name, others.length === 0 ? first : combine([first, ...others])];
  });
  return Object.fromEntries(entries);
}

/** Returns a schema whose values match all schemas: one with their keywords, if these do not differ. */
function together(schemas: readonly JsonValue[]): JsonValue {
  const all = schemas.filter(isJsonObject);
  const keywords = Object.assign({}, ...all);
  const isOne = all.length === schemas.length && all.every((one) => isPartOf(one, keywords));
  return isOne ? keywords : { allOf: [...schemas] };
}

function isPartOf(part: JsonObject, whole: JsonObject): boolean {
  return Object.entries(part).every(([name, value]) => JSON.stringify(whole[name]) === JSON.stringify(value));
}

/** Returns the schema at a local reference, such as `#/$defs/Point`. */
export function resolveRef(ref: string, root: JsonObject): JsonObject | undefined {
  if (!ref.startsWith('#')) return undefined;
  const steps = ref.slice(1).split('/').slice(1);
  const target = steps.reduce<JsonValue | undefined>((at, step) => {
    const name = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    return isJsonObject(at) ? at[name] : undefined;
  }, root);
  return isJsonObject(target) ? target : undefined;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
