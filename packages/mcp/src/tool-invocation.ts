import type { ContentPart, JsonObject } from '@mcp-agent/core';
import type { GivenInput, InputRequired, InvalidInput, StartedTask } from '@mcp-agent/core/host';

/** The result of a tool call. */
export interface ToolResult {
  readonly content: readonly ContentPart[];
  readonly isError: boolean;
  /** Structured content, validated against the tool's output schema, if any. */
  readonly structuredContent?: JsonObject;
}

/** What a tool call returns: a result, the server's questions, invalid answers to them, or a task. */
export type CallToolOutcome = ToolResult | InputRequired | InvalidInput | StartedTask;

/** A tool call: the tool's name and its arguments. */
export interface ToolInvocation {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Answers to the questions with which the server ended the call before. */
  readonly given?: GivenInput;
  /** The request's `_meta`. */
  readonly meta?: JsonObject;
}
