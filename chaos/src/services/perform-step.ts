import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from '../ledger/entry.ts';
import { recordCall } from '../ledger/record-call.ts';
import type { PlannedStep, Receipt } from '../plan/work.ts';
import { type RunFile, urlOf } from '../run-file.ts';

/** Performs a step: the effect is an entry in the ledger, and the rest of the work takes its time. */
export async function performStep(
  run: RunFile,
  { workflow, stage, step, workMs }: PlannedStep,
  by: Pick<Call, 'place' | 'repeatable' | 'worker' | 'key' | 'attempt'>,
): Promise<Receipt> {
  const call = { ...by, workflow, stage, step, pid: process.pid };
  return { step, receipt: await recordCall(urlOf(run, 'ledger'), call, () => wait(workMs)) };
}
