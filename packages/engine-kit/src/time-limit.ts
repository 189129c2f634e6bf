import type { WorkflowInfo } from '@mcp-agent/core';
import { workflowTimedOut } from '@mcp-agent/core/engine';
import type { Outcome } from './outcome.ts';
import { startTimer } from './timer.ts';

/** How long a run may take. */
export interface TimeLimits {
  readonly runTimeoutMs?: number;
  /** When the execution must be over, all its runs together, in milliseconds since 1970. */
  readonly deadline?: number;
}

/**
 * Tells when a run has taken too long; dispose of what is returned when it has ended. It counts from the run's
 * start, so that a run that is taken up again has no more time than it had.
 */
export function limitTime(
  info: WorkflowInfo,
  { runTimeoutMs = Infinity, deadline = Infinity }: TimeLimits,
  timeUp: (outcome: Outcome) => void,
): Disposable | undefined {
  const due = Math.min(info.startTime + runTimeoutMs, deadline);
  if (due === Infinity) return undefined;
  const kind = due === deadline ? 'execution' : 'run';
  return startTimer(Math.max(0, due - Date.now()), () =>
    timeUp({ status: 'timed_out', error: workflowTimedOut(info, kind) }),
  );
}
