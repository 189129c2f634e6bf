import type { JsonObject } from '../../runtime/values/json.ts';

/** What a server says of itself when it is reached. */
export interface ServerDescription {
  /** The name that it gives itself. */
  readonly name: string;
  readonly version: string;
  /** What it wants a model to be told of how it is used. */
  readonly instructions?: string;
  /** What it can do, as MCP has it: an object for each of `tools`, `resources`, `prompts` and others. */
  readonly capabilities: JsonObject;
}
