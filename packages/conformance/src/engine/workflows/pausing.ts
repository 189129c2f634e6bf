import type { WorkflowDefinition } from '@mcp-agent/core';
import { app } from './app.ts';
import { mark } from './calls.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';

/** Signals its child or continues as new on the signal `go`, neither of which a paused workflow may do. */
export const pausedSteps: WorkflowDefinition<
  { childId: string; how: 'signal' | 'continue'; file: string; again?: boolean },
  string
> = app.workflow('conformance.pausedSteps', async (ctx, input) => {
  const { childId, how, file, again = false } = input;
  if (again) return 'continued';
  const child = await ctx.startChild(generations, { number: 1 }, { workflowId: childId });
  await mark({ file, text: 'begun' });
  await ctx.waitForSignal(go);
  if (how === 'continue') return ctx.continueAsNew({ ...input, again: true });
  await child.signal(item, 'from the parent');
  return child.result();
});

/** Has a timeout that expires while it is paused. */
export const pausedTimeout: WorkflowDefinition<{ file: string }, string> = app.workflow(
  'conformance.pausedTimeout',
  async (ctx, { file }) => {
    await mark({ file, text: 'begun' });
    let outcome = 'in time';
    await ctx
      .withTimeout(2_000, () => ctx.sleep('1 hour'))
      .catch(() => {
        outcome = 'timed out';
      });
    await mark({ file, text: outcome });
    return outcome;
  },
);
