import type { WorkflowInfo } from '@mcp-agent/core';
import { workflowTimedOut } from '@mcp-agent/core/engine';
import type { Outcome } from './outcome.ts';
import { startTimer } from './timer.ts';

/** Time limits of a run. */
export interface TimeLimits {
  readonly runTimeoutMs?: number;
  /** Deadline of the execution, across all its runs, in milliseconds since 1970. */
  readonly deadline?: number;
}

/**
 * Calls `timeUp` when a run times out. Dispose of the result when the run has ended. The time counts from the start
 * of the run, so resuming a run does not extend it.
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
