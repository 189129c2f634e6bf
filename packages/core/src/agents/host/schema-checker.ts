import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { notProvided } from './tool-source.ts';

/** Validates values against JSON Schemas. */
export interface SchemaChecker {
  /** Returns the schema violations in words for a model. Empty if the value is valid. */
  check(schema: JsonObject, value: JsonValue): readonly string[];
}

/** The host's JSON Schema validator. The extension of `@mcp-agent/mcp` provides it. */
export const schemaChecker: ResourceDefinition<SchemaChecker> = {
  name: 'schemas',
  open: () => {
    throw notProvided('checks JSON Schemas');
  },
};
