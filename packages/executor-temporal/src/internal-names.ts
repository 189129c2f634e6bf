/** A workflow notes in this memo that it is paused, so that it can be seen without asking it. */
export const PAUSED_MEMO = 'mcp_agent_paused';

/** The summary of a timer that only makes a next workflow task: in no history. */
export const NEXT_TASK_TIMER = 'Continues in the next workflow task: this one is full.';

/** The only key of a query's answer that is an error: Temporal carries no more than the message of a failed query. */
export const QUERY_FAILURE = '__mcp_agent_query_failure';

/** The activity that sends a workflow a signal of its own: Temporal lets no workflow do so itself. In no history. */
export const SIGNAL_SELF = '__mcp_agent_signal_self';
