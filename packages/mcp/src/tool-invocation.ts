import type { ContentPart, JsonObject } from '@mcp-agent/core';

/** What a tool gave. */
export interface ToolResult {
  readonly content: readonly ContentPart[];
  readonly isError: boolean;
  /** What it gave as data, checked against its output schema where it has one. */
  readonly structuredContent?: JsonObject;
}

/** A tool to be called. */
export interface ToolInvocation {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Sent along as the request's `_meta`. */
  readonly meta?: JsonObject;
}
