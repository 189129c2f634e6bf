import type { RunStatus } from './run.ts';
import type { StepLine } from './step.ts';

export function statusWord(status: RunStatus): string {
  return status === 'opening' ? 'starting the engine' : status;
}

export function stepStatusWord(status: StepLine['status']): string {
  return status === 'timed_out' ? 'timed out' : status;
}

export function isOpen(status: RunStatus): boolean {
  return status === 'opening' || status === 'running' || status === 'paused';
}
