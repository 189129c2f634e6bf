import { MCPApp, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'logger' });

/** Logs at every level, before and after a replay. */
export const chatter = app.workflow('logger.chatter', async (ctx) => {
  ctx.logger.debug('too little');
  ctx.logger.info('begins', { page: 3 });
  await ctx.sleep('1ms');
  ctx.logger.warn('goes on');
  ctx.logger.error('ends');
});

/** Starts a step that fails, and returns without awaiting it. */
export const careless: WorkflowDefinition<undefined, string> = app.workflow(
  'logger.careless',
  async (ctx) => {
    void ctx.executeActivity('logger.fails', 1);
    // The step fails before these end.
    for (const attempt of [0, 0, 0]) await ctx.executeActivity('logger.fails', attempt);
    return 'ended';
  },
);

/** Calls an activity that fails twice and leaves an unhandled rejection. */
export const stubborn: WorkflowDefinition<undefined, number> = app.workflow('logger.stubborn', (ctx) =>
  ctx.executeActivity<number>('logger.fails', 3, { retry: { initialInterval: 20, maximumAttempts: 5 } }),
);

/** Leaves an unhandled rejection in its only turn. */
export const hasty: WorkflowDefinition<undefined, string> = app.workflow('logger.hasty', async () => {
  void Promise.reject(new Error('lost in haste'));
  return 'ended';
});
