import type { RunStatus } from '../../../interface/run.ts';

const CLAUSES: Readonly<Record<Exclude<RunStatus, 'running'>, string>> = {
  opening: 'has not begun',
  paused: 'is paused',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'was cancelled',
  terminated: 'was terminated',
  lost: 'is lost',
};

/** What a run does or did, to follow "the run". An open one is not necessarily worked on. */
export function runClause(status: RunStatus, whenRunning: string): string {
  return status === 'running' ? whenRunning : CLAUSES[status];
}
