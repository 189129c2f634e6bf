import { defineActivity, MCPApp } from '@mcp-agent/core';

// Workflows for tests of the page's claims.
const app = new MCPApp({ name: 'claims' });

const note = defineActivity({ name: 'note', run: async (text: string) => `${text} is noted` });

/** The first attempt never completes. */
const unfinished = defineActivity({
  name: 'unfinished',
  options: { heartbeatTimeout: '2s', retry: { initialInterval: 100 } },
  run: async (_input: null, { info }) => {
    if (info.attempt === 1) await Promise.withResolvers<never>().promise;
    return `attempt ${info.attempt}`;
  },
});

export const interrupted = app.workflow('interrupted', async () => {
  await note('the first');
  await note('the second');
  return unfinished(null);
});

export const waits = app.workflow('waits', async (ctx) => {
  await note('the first');
  await ctx.sleep({ seconds: 600 });
});

export const noStep = app.workflow('noStep', async (ctx) => {
  await ctx.condition(() => false);
});

export const different = app.workflow('different', async (ctx) => ({ engine: ctx.engine }));

export const differentAtTheEnd = app.workflow(
  'differentAtTheEnd',
  async (ctx) => 'x'.repeat(60_000) + ctx.engine,
);

export const otherOrder = app.workflow('otherOrder', async (ctx) =>
  ctx.engine === 'temporal' ? { a: 1, b: [2] } : { b: [2], a: 1 },
);

export const failsInMemory = app.workflow('failsInMemory', async (ctx) => {
  if (ctx.engine !== 'temporal') throw new Error('only on Temporal');
  return 'done';
});
