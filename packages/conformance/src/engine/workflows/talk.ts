import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
} from '@mcp-agent/core';

/** What an activity asks the workflow that called it. */
export const moodQuery: QueryDefinition<string, [of: string]> = defineQuery('mood');

/** What an activity tells the workflow that called it. */
export const saidSignal: SignalDefinition<[word: string]> = defineSignal('said');

/** What an activity has the workflow that called it do. */
export const doUpdate: UpdateDefinition<string, [what: string]> = defineUpdate('do');
