import type { CallOptions } from '../calls/call-settings.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { GivenInput } from '../mcp/input-required.ts';

/** Name of the activity that calls a tool. `@mcp-agent/mcp` defines it. */
export const CALL_TOOL = 'mcp.call_tool';

/** Name of the activity that lists a server's tools. `@mcp-agent/mcp` defines it. */
export const LIST_TOOLS = 'mcp.list_tools';

/**
 * Input of the activity that calls a tool. The activity returns a `ToolMessage`, the server's questions
 * (`InputRequired`) or a task (`StartedTask`).
 */
export interface ToolCallRequest {
  readonly server: string;
  readonly tool: string;
  readonly arguments: JsonObject;
  readonly toolCallId: string;
  /** Whether the call is idempotent. If false, a call whose outcome is unknown is not retried. */
  readonly repeatable: boolean;
  /**
   * The agent that answers the server's sampling and elicitation requests during the call, through
   * `SAMPLE_UPDATE` and `ELICIT_UPDATE`. If absent, the client declares neither capability.
   */
  readonly answers?: { readonly agent: string; readonly sampling: boolean; readonly elicitation: boolean };
  /** Answers to the questions with which the server ended the call before. */
  readonly given?: GivenInput;
  /** Id of the agent's own session with the server. */
  readonly session?: string;
  /** Position of the result in the conversation. */
  readonly place?: { readonly conversation: string; readonly index: number };
  /** Timeout and retries that the agent and the call set. */
  readonly options?: CallOptions;
}
