import type { ActivityOptions } from '../../runtime/activity/options.ts';

// The names of the activities that reach MCP servers, beside those that list and call tools.
// `@mcp-agent/mcp` defines them.
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

/** What the activity that opens a session gives. */
export interface OpenedSession {
  /** The worker that holds it, where the engine has more than one. */
  readonly worker?: string;
}

/** How a server is asked for what it has. */
export const SERVER_REQUEST_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: { initialInterval: { milliseconds: 500 }, maximumInterval: { seconds: 10 }, maximumAttempts: 3 },
};

/** How a change is waited for: as long as the workflow wants to, on one worker after another. */
export const WAIT_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { days: 365 },
  retry: { initialInterval: { seconds: 1 }, maximumInterval: { minutes: 1 }, maximumAttempts: Infinity },
};
