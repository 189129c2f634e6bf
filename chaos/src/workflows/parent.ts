import type { Receipt, Work } from '../plan/work.ts';
import { app, performStage } from './app.ts';
import { timers } from './timers.ts';

/** Starts its children, waits for them, and returns their receipts with its own. */
export const parent = app.workflow('parent', async (ctx, work: Work) => {
  const children = work.children.map((child) => ctx.executeChild(timers, child, { workflowId: child.id }));
  const own: Receipt[] = [];
  for (const stage of work.stages.keys()) own.push(...(await performStage(work, stage)));
  return { own, children: await Promise.all(children) };
});
