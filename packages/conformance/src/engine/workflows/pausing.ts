import type { WorkflowDefinition } from '@mcp-agent/core';
import { app } from './app.ts';
import { mark } from './calls.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';

/** Does when it is told to what a paused workflow may not do. */
export const pausedSteps: WorkflowDefinition<
  { childId: string; how: 'signal' | 'continue'; file: string; again?: boolean },
  string
> = app.workflow(
  'conformance.pausedSteps',
  async (ctx, input: { childId: string; how: 'signal' | 'continue'; file: string; again?: boolean }) => {
    const { childId, how, file, again = false } = input;
    if (again) return 'continued';
    const child = await ctx.startChild(generations, { number: 1 }, { workflowId: childId });
    await mark({ file, text: 'begun' });
    await ctx.waitForSignal(go);
    if (how === 'continue') return ctx.continueAsNew({ ...input, again: true });
    await child.signal(item, 'from the parent');
    return child.result();
  },
);

/** Has a time limit that runs out while it is paused. */
export const pausedTimeout: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.pausedTimeout',
  async (ctx, { file }: { file: string }) => {
    await mark({ file, text: 'begun' });
    let told = 'in time';
    await ctx
      .withTimeout(2_000, () => ctx.sleep('1 hour'))
      .catch(() => {
        told = 'timed out';
      });
    await mark({ file, text: told });
    return told;
  },
);
