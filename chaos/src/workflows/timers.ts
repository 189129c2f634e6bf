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

/** Starts its children, waits for them, and returns their receipts with its own. */
export const parent = app.workflow('parent', async (ctx, work: Work) => {
  const children = work.children.map((child) => ctx.executeChild(timers, child, { workflowId: child.id }));
  const own: Receipt[] = [];
  for (const stage of work.stages.keys()) own.push(...(await performStage(work, stage)));
  return { own, children: await Promise.all(children) };
});
