import type { Outcome } from '@mcp-agent/engine-kit';
import type { AsyncioRun } from './run.ts';

/** How a run ended: that it was continued as another one is no outcome of the workflow. */
export type RunEnd = Outcome | { readonly status: 'continued_as_new'; readonly next: AsyncioRun };

/** The outcome of the last run that a run was continued as. */
export async function lastOutcome(first: AsyncioRun): Promise<Outcome> {
  let outcome = await first.closed;
  while (outcome.status === 'continued_as_new') outcome = await outcome.next.closed;
  return outcome;
}

/** The run that goes on now, where one was continued as new. */
export function latestRun(first: AsyncioRun): AsyncioRun {
  let run = first;
  while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;
  return run;
}
