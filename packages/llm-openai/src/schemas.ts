import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { legalTool, type LegalTool } from '@mcp-agent/provider-utils';
import type { Profile } from './profiles/profile.ts';
import { strictForm } from './strict.ts';

/** A schema to send, and whether the service must enforce it. */
export interface SentSchema {
  readonly schema: JsonObject;
  readonly strict: boolean;
}

/** Returns the schema of an answer, strict if requested and supported by the service and the schema. */
export function answerSchema(
  schema: JsonObject,
  strictRequested: boolean | undefined,
  { strict, rejectedKeywords }: Profile,
): SentSchema {
  const sent = withoutKeywords(schema, rejectedKeywords);
  const closed = strict && strictRequested === true ? strictForm(sent) : undefined;
  return closed === undefined ? { schema: sent, strict: false } : { schema: closed, strict: true };
}

/** Returns a tool with a schema that the service accepts. Core validates the arguments against the tool's own schema. */
export function legalFunction(
  tool: Parameters<typeof legalTool>[0],
  strictRequested: boolean | undefined,
  profile: Profile,
): SentSchema & Pick<LegalTool, 'description'> {
  const { schema, ...rest } = legalTool(tool);
  return { ...rest, ...answerSchema(schema, strictRequested, profile) };
}

/** Keywords whose value has schemas by name. */
const MAPS = new Set(['properties', '$defs', 'definitions', 'patternProperties', 'dependentSchemas']);
/** Keywords whose value is not a schema. */
const DATA = new Set(['enum', 'default', 'examples', 'required']);

function withoutKeywords(schema: JsonObject, rejected: readonly string[]): JsonObject {
  if (rejected.length === 0) return schema;
  const kept = Object.entries(schema).flatMap(([keyword, value]): [string, JsonValue][] => {
    if (rejected.includes(keyword)) {
      // A constant is an enumeration with one value.
      return keyword === 'const' && schema['enum'] === undefined ? [['enum', [value]]] : [];
    }
    if (DATA.has(keyword)) return [[keyword, value]];
    if (MAPS.has(keyword) && isJsonObject(value)) {
      const named = Object.entries(value).map(([name, inner]) => [name, inSchema(inner, rejected)]);
      return [[keyword, Object.fromEntries(named)]];
    }
    return [[keyword, inSchema(value, rejected)]];
  });
  return Object.fromEntries(kept);
}

function inSchema(value: JsonValue, rejected: readonly string[]): JsonValue {
  if (Array.isArray(value)) return value.map((one) => inSchema(one, rejected));
  return isJsonObject(value) ? withoutKeywords(value, rejected) : value;
}
