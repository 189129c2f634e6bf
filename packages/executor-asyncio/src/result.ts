import type { Outcome } from '@mcp-agent/engine-kit';
import type { AsyncioRun } from './run.ts';

/** The end of a run: an outcome of the workflow, or a continue-as-new, which is not an outcome. */
export type RunEnd = Outcome | { readonly status: 'continued_as_new'; readonly next: AsyncioRun };

/** Returns the outcome of the last run in the chain of `continueAsNew`. */
export async function lastOutcome(first: AsyncioRun): Promise<Outcome> {
  let outcome = await first.closed;
  while (outcome.status === 'continued_as_new') outcome = await outcome.next.closed;
  return outcome;
}

/** Returns the latest run in the chain of `continueAsNew`. */
export function latestRun(first: AsyncioRun): AsyncioRun {
  let run = first;
  while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;
  return run;
}
