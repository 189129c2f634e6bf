import type { ActivityOptions } from '../activity/options.ts';
import type { JsonObject } from '../values/json.ts';

/** The name of the activity that calls a tool. `@mcp-agent/mcp` defines it. */
export const CALL_TOOL = 'mcp.call_tool';

/** The name of the activity that lists a server's tools. `@mcp-agent/mcp` defines it. */
export const LIST_TOOLS = 'mcp.list_tools';

/** How a tool is called. Which failures are tried again is for the activity to say: see `repeatable`. */
export const TOOL_CALL_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: { initialInterval: { milliseconds: 500 }, maximumInterval: { seconds: 10 }, maximumAttempts: 3 },
};

/** The input of the activity that calls a tool; its result is a `ToolMessage`. */
export interface ToolCallRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly toolCallId: string;
  /** False: a call whose outcome is unknown is not made again. */
  readonly repeatable: boolean;
  /** Where in which conversation the result will stand. */
  readonly place?: { readonly conversation: string; readonly index: number };
}
