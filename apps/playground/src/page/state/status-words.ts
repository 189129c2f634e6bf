import type { RunStatus } from '../../interface/run.ts';

const WORDS: Readonly<Record<RunStatus, string>> = {
  opening: 'starting the engine',
  running: 'running',
  paused: 'paused',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  terminated: 'terminated',
  lost: 'lost',
};

export function statusWord(status: RunStatus): string {
  return WORDS[status];
}

export function isOpen(status: RunStatus): boolean {
  return status === 'opening' || status === 'running' || status === 'paused';
}
