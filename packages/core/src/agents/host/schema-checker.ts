import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { notProvided } from './tool-source.ts';

/** Checks values against JSON Schemas. */
export interface SchemaChecker {
  /** What is wrong with the value, in words for a model; empty where it fits. */
  check(schema: JsonObject, value: JsonValue): readonly string[];
}

/** The host's checker of JSON Schemas. The extension of `@mcp-agent/mcp` provides it. */
export const schemaChecker: ResourceDefinition<SchemaChecker> = {
  name: 'schemas',
  open: () => {
    throw notProvided('checks JSON Schemas');
  },
};
