import { type ActivityContext, defineActivity, defineTool } from '@mcp-agent/core';
import { z } from 'zod';
import type { Call } from '../ledger/entry.ts';
import { type PlannedStep, plannedStep, type Receipt, toolName, type Work } from '../plan/work.ts';
import { readRunFile, workerName } from '../run-file.ts';
import { declaresRepeatable } from '../services/fault.ts';
import { performStep } from '../services/perform-step.ts';
import { STEP_FIELDS } from '../services/step-schema.ts';

const ACTIVITY = { place: 'activity', repeatable: true } as const;

const run = readRunFile();

/** Performs a step in the worker. */
export const performStepActivity = defineActivity({
  name: 'chaos.perform-step',
  run: (step: PlannedStep, context) => perform(step, ACTIVITY, context),
});

/** Performs the stages of a work, and continues after the last one that was recorded by a checkpoint. */
export const performPagesActivity = defineActivity({
  name: 'chaos.perform-pages',
  run: async (work: Work, context) => {
    const receipts = z.array(z.object({ step: z.number(), receipt: z.number() })).catch([]);
    const performed: Receipt[] = receipts.parse(context.info.heartbeatDetails);
    for (const [stage, steps] of work.stages.entries()) {
      if (stage < performed.length) continue;
      for (const step of steps) {
        performed.push(await perform(plannedStep(work, stage, step), ACTIVITY, context));
      }
      await context.checkpoint(performed.map((receipt) => ({ ...receipt })));
    }
    return performed;
  },
});

for (const repeatable of [true, false]) {
  defineTool({
    name: toolName('function', repeatable),
    description: 'Performs a step.',
    input: z.object(STEP_FIELDS),
    repeatable: declaresRepeatable(run.fault, repeatable),
    run: (step, context) => perform(step, { place: 'function', repeatable }, context),
  });
}

function perform(
  step: PlannedStep,
  by: Pick<Call, 'place' | 'repeatable'>,
  { info }: ActivityContext,
): Promise<Receipt> {
  const { workflowId, runId, activityId, attempt } = info;
  const key = `${workflowId}/${runId}/${activityId}`;
  return performStep(run, step, { ...by, worker: workerName(), key, attempt });
}
