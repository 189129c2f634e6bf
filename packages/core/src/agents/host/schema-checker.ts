import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { notProvided } from './tool-source.ts';

/** The result of a check against a schema. */
export interface SchemaCheck {
  /** The schema violations in words for a model. Empty if the value is valid, as far as it was checked. */
  readonly problems: readonly string[];
  /** Why parts of the schema were not checked, such as a reference that cannot be resolved. Empty if all were. */
  readonly unchecked: readonly string[];
}

/** Validates values against JSON Schemas. */
export interface SchemaChecker {
  /**
   * Checks a value in bounded time. It does not block the process, and does not throw.
   *
   * @param author whose schema it is: that of the user's code is trusted
   */
  check(schema: JsonObject, value: JsonValue, author: 'user' | 'server'): Promise<SchemaCheck>;
}

/** The host's JSON Schema validator. The extension of `@mcp-agent/mcp` provides it. */
export const schemaChecker: ResourceDefinition<SchemaChecker> = {
  name: 'schemas',
  open: () => {
    throw notProvided('checks JSON Schemas');
  },
};
