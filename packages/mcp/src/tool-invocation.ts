import type { ContentPart, JsonObject } from '@mcp-agent/core';

/** The result of a tool call. */
export interface ToolResult {
  readonly content: readonly ContentPart[];
  readonly isError: boolean;
  /** Structured content, validated against the tool's output schema, if any. */
  readonly structuredContent?: JsonObject;
}

/** A tool call: the tool's name and its arguments. */
export interface ToolInvocation {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** The request's `_meta`. */
  readonly meta?: JsonObject;
}
