import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
} from '@mcp-agent/core';

// Messages that are noted in the order in which they are handled.
export const order: QueryDefinition<string[], []> = defineQuery('order');
export const note: SignalDefinition<[string]> = defineSignal('note');
export const noteUpdate: UpdateDefinition<number, [string]> = defineUpdate('noteUpdate');
