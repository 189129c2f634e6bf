import { proxyActivity } from '@mcp-agent/core';
import type { performPagesActivity } from '../worker/activities.ts';
import type { Work } from '../plan/work.ts';
import { app, UNTIL_DONE } from './app.ts';

const performPages = proxyActivity<typeof performPagesActivity>('chaos.perform-pages', { retry: UNTIL_DONE });

/** Performs all stages in one activity, which records a checkpoint after each. */
export const long = app.workflow('long', async (_ctx, work: Work) => performPages(work));
