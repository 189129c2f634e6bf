import { defineSignal, type SignalDefinition, type WorkflowDefinition } from '@mcp-agent/core';
import { app } from './app.ts';

/** Adds large values to its history. */
export const remembersMuch: WorkflowDefinition<{ bytes: number; times: number }, number> = app.workflow(
  'conformance.remembersMuch',
  async (ctx, { bytes, times }) => {
    for (let index = 0; index < times; index += 1) {
      await ctx.executeActivity('conformance.echo', 'x'.repeat(bytes));
    }
    return times;
  },
);

export const basket: SignalDefinition<[string[]]> = defineSignal('basket');

/** Changes its input, and returns it. */
export const fills: WorkflowDefinition<string[], string[]> = app.workflow(
  'conformance.fills',
  async (_, list) => {
    list.push('filled');
    return list;
  },
);

/** Changes the values that it receives from its caller, an activity, a child and a signal. */
export const changesAll: WorkflowDefinition<string[], string[][]> = app.workflow(
  'conformance.changesAll',
  async (ctx, input) => {
    const received = [
      await ctx.executeActivity<string[]>('conformance.changesInput', ['activity'], {
        retry: { initialInterval: 1 },
      }),
      await ctx.executeChild(fills, ['child'], { workflowId: `${ctx.workflowId}-child` }),
      await ctx.waitForSignal(basket),
    ];
    const all = [input, ...received].map((list) => [...list]);
    for (const list of [input, ...received]) list.push('changed');
    return all;
  },
);
