import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
} from '@mcp-agent/core';

// Messages of which activities send some, in a file without workflows.

/** Messages whose handlers note their order. */
export const order: QueryDefinition<string[], []> = defineQuery('order');
export const note: SignalDefinition<[string]> = defineSignal('note');
export const noteUpdate: UpdateDefinition<number, [string]> = defineUpdate('noteUpdate');

/** Messages that an activity sends to the workflow that called it. */
export const moodQuery: QueryDefinition<string, [of: string]> = defineQuery('mood');
export const saidSignal: SignalDefinition<[word: string]> = defineSignal('said');
export const doUpdate: UpdateDefinition<string, [what: string]> = defineUpdate('do');
