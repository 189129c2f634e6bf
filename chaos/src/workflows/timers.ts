import type { Receipt, Work } from '../plan/work.ts';
import { app, performStage } from './app.ts';

/** Waits before and between its stages. */
export const timers = app.workflow('timers', async (ctx, work: Work) => {
  const receipts: Receipt[] = [];
  for (const stage of work.stages.keys()) {
    await ctx.sleep(300 * (stage + 1));
    receipts.push(...(await performStage(work, stage)));
  }
  return receipts;
});
