import type { JsonObject, JsonValue } from '../values/json.ts';

/** Where the activities check values against JSON Schemas. `@mcp-agent/mcp` has the one that engines use. */
export interface SchemaChecker {
  /** What is wrong with the value, in words for a model; nothing where it fits. */
  check(schema: JsonObject, value: JsonValue): readonly string[];
}
