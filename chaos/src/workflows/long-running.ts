import { proxyActivity } from '@mcp-agent/core';
import type { performPagesActivity } from '../worker/activities.ts';
import type { Receipt, Work } from '../plan/work.ts';
import { app, performStage, UNTIL_DONE } from './app.ts';

/** The input of a run: the receipts of the runs before it. */
interface Continued extends Work {
  readonly receipts?: readonly Receipt[];
  readonly next?: number;
}

/** Performs one stage in each run, and continues as new. */
export const continued = app.workflow('continued', async (ctx, work: Continued): Promise<Receipt[]> => {
  const { receipts = [], next = 0 } = work;
  const all = [...receipts, ...(await performStage(work, next))];
  if (next + 1 < work.stages.length) return ctx.continueAsNew({ ...work, receipts: all, next: next + 1 });
  return all;
});

const performPages = proxyActivity<typeof performPagesActivity>('chaos.perform-pages', { retry: UNTIL_DONE });

/** Performs all stages in one activity, which records a checkpoint after each. */
export const long = app.workflow('long', async (_ctx, work: Work) => performPages(work));
