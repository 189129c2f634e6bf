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
