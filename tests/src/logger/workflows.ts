import { MCPApp, type WorkflowDefinition } from '@mcp-agent/core';

const app = new MCPApp({ name: 'logger' });

/** Logs at every level, and is replayed by an engine that replays. */
export const chatter = app.workflow('logger.chatter', async (ctx) => {
  ctx.logger.debug('too little');
  ctx.logger.info('begins', { page: 3 });
  await ctx.sleep('1ms');
  ctx.logger.warn('goes on');
  ctx.logger.error('ends');
});

/** Starts a step that fails, and ends without looking at it. */
export const careless: WorkflowDefinition<undefined, string> = app.workflow(
  'logger.careless',
  async (ctx) => {
    void ctx.executeActivity('logger.fails', 1);
    // The failure is here before these are done, one after the other.
    for (const attempt of [0, 0, 0]) await ctx.executeActivity('logger.fails', attempt);
    return 'ended';
  },
);

/** Calls an activity that fails twice, and leaves a rejected promise behind. */
export const stubborn: WorkflowDefinition<undefined, number> = app.workflow('logger.stubborn', (ctx) =>
  ctx.executeActivity<number>('logger.fails', 3, { retry: { initialInterval: 20, maximumAttempts: 5 } }),
);

/** Leaves a rejected promise behind in its only turn. */
export const hasty: WorkflowDefinition<undefined, string> = app.workflow('logger.hasty', async () => {
  void Promise.reject(new Error('lost in haste'));
  return 'ended';
});
