/** Memo in which a workflow records that it is paused, so that clients see it without a query. */
export const PAUSED_MEMO = 'mcp_agent_paused';

/** Memo with the values that a child inherits from its parent. */
export const INHERITED_MEMO = 'mcp_agent_inherited';

/** Summary of a timer that only triggers the next workflow task. `history()` omits it. */
export const NEXT_TASK_TIMER = 'Continues in the next workflow task: this one is full.';

/** The only key of a query result that carries an error. Temporal transmits only the message of a failed query. */
export const QUERY_FAILURE = '__mcp_agent_query_failure';

/**
 * Activity that sends a workflow a signal from itself, which Temporal does not allow directly. `history()` omits it.
 */
export const SIGNAL_SELF = '__mcp_agent_signal_self';

/** Memo in which a workflow publishes items. Each write is an event of the history, which a long poll delivers. */
export const PUBLISHED_MEMO = 'mcp_agent_published';

/** The global of the isolate whose members the bundler puts in place of the globals of Node.js. */
export const GLOBALS = '__mcp_agent_globals';
