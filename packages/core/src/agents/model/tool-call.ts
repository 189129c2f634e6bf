import type { ActivityOptions } from '../../runtime/activity/options.ts';
import type { JsonObject } from '../../runtime/values/json.ts';

/** The name of the activity that calls a tool. `@mcp-agent/mcp` defines it. */
export const CALL_TOOL = 'mcp.call_tool';

/** The name of the activity that lists a server's tools. `@mcp-agent/mcp` defines it. */
export const LIST_TOOLS = 'mcp.list_tools';

/** How a tool is called. Which failures are tried again is for the activity to say: see `repeatable`. */
export const TOOL_CALL_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: { initialInterval: { milliseconds: 500 }, maximumInterval: { seconds: 10 }, maximumAttempts: 3 },
};

/** How a tool is called that may ask a person, who takes their time; the server's own time is still limited. */
export const ANSWERED_CALL_OPTIONS: ActivityOptions = {
  ...TOOL_CALL_OPTIONS,
  startToCloseTimeout: { days: 365 },
};

/** The input of the activity that calls a tool; its result is a `ToolMessage`. */
export interface ToolCallRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly toolCallId: string;
  /** False: a call whose outcome is unknown is not made again. */
  readonly repeatable: boolean;
  /**
   * Who answers the server when it asks for a model or a person during the call: an agent of the workflow, by
   * `SAMPLE_UPDATE` and `ELICIT_UPDATE`. Without it the server is told that this client can do neither.
   */
  readonly answers?: { readonly agent: string; readonly sampling: boolean; readonly elicitation: boolean };
  /** The agent's own session with the server. */
  readonly session?: string;
  /** Where in which conversation the result will stand. */
  readonly place?: { readonly conversation: string; readonly index: number };
}
