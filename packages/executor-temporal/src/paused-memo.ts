/** A workflow notes in this memo that it is paused, so that it can be seen without asking it. */
export const PAUSED_MEMO = 'mcp_agent_paused';
