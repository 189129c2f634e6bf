import type { JsonObject, ReasoningEffort } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { strictForm } from './strict.ts';

/** Returns the reasoning effort from the request or the settings; `undefined` for a model that would reject it. */
export function effortFor(
  { params }: ModelRequest,
  model: string,
  fromSettings: ReasoningEffort | undefined,
): ReasoningEffort | undefined {
  if (params.reasoningEffort !== undefined) return params.reasoningEffort;
  return mayReason(model) ? fromSettings : undefined;
}

/**
 * Whether a model may support reasoning effort. The setting applies to the whole program, but OpenAI rejects it for
 * its models without reasoning. All other models, such as those of other services, receive it.
 */
export function mayReason(model: string): boolean {
  return !/^(gpt-3\.5|gpt-4|chatgpt-)/.test(model);
}

/** A schema to send, and whether the service must enforce it. */
export interface SentSchema {
  readonly schema: JsonObject;
  readonly strict: boolean;
}

/** Returns the schema of a response, strict if requested and supported by the schema. */
export function formSchema(schema: JsonObject, strictRequested: boolean | undefined): SentSchema {
  const closed = strictRequested === true ? strictForm(schema) : undefined;
  return closed === undefined ? { schema, strict: false } : { schema: closed, strict: true };
}

/**
 * Returns the schema of a tool's arguments. MCP allows a tool without parameters to omit `properties`; OpenAI does
 * not.
 */
export function toolSchema(schema: JsonObject, strictRequested: boolean | undefined): SentSchema {
  return formSchema({ ...schema, type: 'object', properties: schema['properties'] ?? {} }, strictRequested);
}
