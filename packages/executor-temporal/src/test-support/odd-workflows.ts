import { defineQuery, MCPApp, type QueryDefinition, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'odd' });

export const phase: QueryDefinition<string, []> = defineQuery('phase');

/** Loses a rejected promise of its own, at once or in a later workflow task. */
export const rejects: WorkflowDefinition<{ late: boolean }, string> = app.workflow(
  'odd.rejects',
  async (ctx, { late }: { late: boolean }) => {
    let now = 'begun';
    ctx.setHandler(phase, () => now);
    if (late) await ctx.sleep(20);
    now = 'rejecting';
    void Promise.reject(new Error('lost'));
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Throws in a microtask, or in what listens to an `AbortSignal`. */
export const throwsInCallback: WorkflowDefinition<'microtask' | 'listener', string> = app.workflow(
  'odd.throwsInCallback',
  async (ctx, where: 'microtask' | 'listener') => {
    const lose = (): never => {
      throw new Error('lost');
    };
    if (where === 'microtask') queueMicrotask(lose);
    const controller = new AbortController();
    controller.signal.addEventListener('abort', lose);
    if (where === 'listener') controller.abort();
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

/** Never lets go of its thread. */
export const loops: WorkflowDefinition<undefined, never> = app.workflow('odd.loops', async () => {
  for (;;);
});
