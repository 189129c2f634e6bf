import { type Activity, defineActivity, type JsonValue } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';
import { shown, valueOf } from './values.ts';
import { giveQuery, giveUpdate, showQuery, showSignal, showUpdate } from './workflows.ts';

/** Returns the text of its input. */
export const showsValue: Activity<unknown, string> = defineActivity({
  name: 'conformance.showsValue',
  run: (value: unknown) => shown(value),
});

/** Returns the value of a cell. */
export const givesCell: Activity<string, unknown> = defineActivity({
  name: 'conformance.givesValue',
  run: (cell: string) => valueOf<unknown>(cell),
});

/** Sends a value to the workflow that called it, and returns the text of what arrived. */
export const sendsValue: Activity<{ cell: string; by: string }, string> = defineActivity({
  name: 'conformance.sendsValue',
  run: async (
    { cell, by }: { cell: string; by: string },
    { queryWorkflow, updateWorkflow, signalWorkflow },
  ) => {
    if (by === 'signal') {
      await signalWorkflow(showSignal, valueOf(cell));
      return 'sent';
    }
    return by === 'query'
      ? queryWorkflow(showQuery, valueOf(cell))
      : updateWorkflow(showUpdate, valueOf(cell));
  },
});

/** Receives a value from the workflow that called it, and returns its text. */
export const receivesValue: Activity<{ cell: string; by: string }, string> = defineActivity({
  name: 'conformance.receivesValue',
  run: async ({ cell, by }: { cell: string; by: string }, { queryWorkflow, updateWorkflow }) =>
    shown(by === 'query' ? await queryWorkflow(giveQuery, cell) : await updateWorkflow(giveUpdate, cell)),
});

/** Records a checkpoint with a value and fails. The next attempt returns the text of what it receives. */
export const checkpointsValue: Activity<string, string> = defineActivity({
  name: 'conformance.checkpointsValue',
  run: async (cell: string, { info, checkpoint }) => {
    if (info.attempt > 1) return shown(info.heartbeatDetails);
    await checkpoint(valueOf<JsonValue>(cell));
    throw new Error('once more');
  },
});

/** Throws an error whose details are a value. */
export const detailsValue: Activity<string, never> = defineActivity({
  name: 'conformance.detailsValue',
  run: (cell: string) => {
    throw new ApplicationError('details', { details: valueOf<JsonValue>(cell) });
  },
});
