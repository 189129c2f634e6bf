import type { RunStatus } from '../../../interface/run.ts';

const CLAUSES: Readonly<Record<Exclude<RunStatus, 'running'>, string>> = {
  opening: 'has not started',
  paused: 'is paused',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'was cancelled',
  terminated: 'was terminated',
  lost: 'is lost',
};

/** Returns the predicate for a sentence that starts with "the run". */
export function runClause(status: RunStatus, whenRunning: string): string {
  return status === 'running' ? whenRunning : CLAUSES[status];
}
