import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { notProvided } from './tool-source.ts';

/** Validates values against JSON Schemas. */
export interface SchemaChecker {
  /**
   * Returns the schema violations in words for a model. Empty if the value is valid.
   *
   * @param owner what the schema belongs to, for errors, such as `tool "add"`
   * @throws {@link InvalidArgumentError} when the schema cannot be compiled
   */
  check(schema: JsonObject, value: JsonValue, owner: string): readonly string[];
}

/** The host's JSON Schema validator. The extension of `@mcp-agent/mcp` provides it. */
export const schemaChecker: ResourceDefinition<SchemaChecker> = {
  name: 'schemas',
  open: () => {
    throw notProvided('checks JSON Schemas');
  },
};
