import type { ActivityOptions } from '../../runtime/activity/options.ts';

// Names of the activities that reach MCP servers, in addition to those for tools. `@mcp-agent/mcp` defines them.
export const DESCRIBE_SERVER = 'mcp.describe_server';
export const LIST_RESOURCES = 'mcp.list_resources';
export const LIST_RESOURCE_TEMPLATES = 'mcp.list_resource_templates';
export const READ_RESOURCE = 'mcp.read_resource';
export const WAIT_FOR_RESOURCE_UPDATE = 'mcp.wait_for_resource_update';
export const LIST_PROMPTS = 'mcp.list_prompts';
export const GET_PROMPT = 'mcp.get_prompt';
export const COMPLETE = 'mcp.complete';
export const OPEN_SESSION = 'mcp.open_session';
export const CLOSE_SESSION = 'mcp.close_session';

/** Result of the activity that opens a session. */
export interface OpenedSession {
  /** The worker that holds the session, if the engine has several workers. */
  readonly worker?: string;
}

/**
 * Result of a request without a session to a server that keeps state per agent. The request was not sent: open a
 * session and repeat it there. No other result has this property, because activities build their results.
 */
export interface SessionNeeded {
  readonly needsSession: true;
}

/** Options of a wait for a change: no practical limit, retried on any worker until the workflow cancels it. */
export const WAIT_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { days: 365 },
  retry: { initialInterval: { seconds: 1 }, maximumInterval: { minutes: 1 }, maximumAttempts: Infinity },
};
