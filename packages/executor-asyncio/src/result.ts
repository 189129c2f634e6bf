import type { Outcome } from '@mcp-agent/engine-kit';
import type { RunLifecycle } from './run-lifecycle.ts';

/** Returns the outcome of the last run in the chain of `continueAsNew`. */
export async function lastOutcome(first: RunLifecycle): Promise<Outcome> {
  let outcome = await first.closed;
  while (outcome.status === 'continued_as_new') outcome = await outcome.next.closed;
  return outcome;
}

/** Returns the latest run in the chain of `continueAsNew`. */
export function latestRun(first: RunLifecycle): RunLifecycle {
  let run = first;
  while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;
  return run;
}

/** Returns the run with this ID, which may have been forgotten outside the chain; without an ID, the first run. */
export function runIn(first: RunLifecycle, runId: string | undefined): RunLifecycle {
  if (runId === undefined) return first;
  for (let run = first; ; run = run.outcome.next) {
    if (run.info.runId === runId) return run;
    if (run.outcome?.status !== 'continued_as_new') return first.sibling(runId);
  }
}
