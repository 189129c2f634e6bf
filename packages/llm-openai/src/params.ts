import type { JsonObject } from '@mcp-agent/core';
import type { ModelRequest, ReasoningEffort } from '@mcp-agent/core/provider';
import { strictForm } from './strict.ts';

/** The effort that a request asks for, or the settings do; none for a model that would refuse it. */
export function effortFor(
  { params }: ModelRequest,
  model: string,
  fromSettings: ReasoningEffort | undefined,
): ReasoningEffort | undefined {
  if (params.reasoningEffort !== undefined) return params.reasoningEffort;
  return mayReason(model) ? fromSettings : undefined;
}

/**
 * The effort is set for a whole program, and OpenAI refuses it for its models that do not reason. Whatever
 * is not one of those, such as a model of another service, is given it.
 */
export function mayReason(model: string): boolean {
  return !/^(gpt-3\.5|gpt-4|chatgpt-)/.test(model);
}

/** A schema as it is sent, and whether the service is to keep to it. */
export interface SentSchema {
  readonly schema: JsonObject;
  readonly strict: boolean;
}

/** The schema of an answer, kept to by the service where that is wished and the schema allows it. */
export function formSchema(schema: JsonObject, wished: boolean | undefined): SentSchema {
  const closed = wished === true ? strictForm(schema) : undefined;
  return closed === undefined ? { schema, strict: false } : { schema: closed, strict: true };
}

/** The schema of a tool's arguments. MCP lets a tool without some leave out `properties`; OpenAI does not. */
export function toolSchema(schema: JsonObject, wished: boolean | undefined): SentSchema {
  return formSchema({ ...schema, type: 'object', properties: schema['properties'] ?? {} }, wished);
}
