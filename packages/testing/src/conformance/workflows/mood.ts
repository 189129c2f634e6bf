import { defineQuery, type QueryDefinition } from '@mcp-agent/core';

/** What an activity asks the workflow that called it. */
export const moodQuery: QueryDefinition<string, [of: string]> = defineQuery('mood');
