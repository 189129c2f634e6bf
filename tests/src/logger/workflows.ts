import { MCPApp } from '@mcp-agent/core';

const app = new MCPApp({ name: 'logger' });

/** Logs at every level, and is replayed by an engine that replays. */
export const chatter = app.workflow('logger.chatter', async (ctx) => {
  ctx.logger.debug('too little');
  ctx.logger.info('begins', { page: 3 });
  await ctx.sleep('1ms');
  ctx.logger.warn('goes on');
  ctx.logger.error('ends');
});
