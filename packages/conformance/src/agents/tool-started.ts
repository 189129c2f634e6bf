import { defineSignal, type SignalDefinition } from '@mcp-agent/core';

/** Sent by the tools that do not end, when they have started. */
export const toolStarted: SignalDefinition<[]> = defineSignal('conformance.tool_started');
