import { MCPApp, proxyActivity } from '@mcp-agent/core';
import type { performStepActivity } from '../worker/activities.ts';
import { plannedStep, type Receipt, type Step, type Work } from '../plan/work.ts';

export const app = new MCPApp({ name: 'chaos' });

/** A retry policy for work that must get done, however often its worker dies. */
export const UNTIL_DONE = {
  maximumAttempts: Infinity,
  initialInterval: '200ms',
  maximumInterval: '2s',
} as const;

const perform = proxyActivity<typeof performStepActivity>('chaos.perform-step', { retry: UNTIL_DONE });

/** Performs the steps of a stage by plain activities, concurrently. */
export async function performStage(work: Work, stage: number): Promise<Receipt[]> {
  const started = stepsOf(work, stage).map((step) => perform(plannedStep(work, stage, step)));
  return Promise.all(started);
}

function stepsOf(work: Work, stage: number): readonly Step[] {
  return work.stages[stage] ?? [];
}
