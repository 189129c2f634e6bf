import type { JsonObject } from '../../runtime/values/json.ts';

/** A server's description of itself. */
export interface ServerDescription {
  /** The server's own name. */
  readonly name: string;
  readonly version: string;
  /** Instructions for a model that uses the server. */
  readonly instructions?: string;
  /** Capabilities as MCP defines them: an object for each of `tools`, `resources`, `prompts` and others. */
  readonly capabilities: JsonObject;
}
