import { isolateState } from '../values/isolate-state.ts';
import type { CancellationSignal } from './cancellation.ts';

/** A part of an activity's attempt, with a time limit. */
export interface LimitedRun<T> {
  readonly ms: number;
  /** Aborts the run, too. */
  readonly signal: CancellationSignal;
  /** Returns the error of a run that takes longer. */
  expired(): Error;
  run(signal: CancellationSignal): Promise<T>;
}

/**
 * Runs a function with a signal that is aborted after a time, and then rejects. Core does not depend on Node, which has
 * the timers.
 */
export type RunWithin = <T>(limited: LimitedRun<T>) => Promise<T>;

const KEY = Symbol.for('@mcp-agent/core/run-within');

function provider(): { runWithin?: RunWithin } {
  return isolateState(KEY, () => ({}));
}

/** Sets how the process that runs activities limits the time of a part of an attempt. Without it, there is no limit. */
export function provideTimeLimit(provided: RunWithin): void {
  provider().runWithin = provided;
}

/** Runs a function within a time. */
export function runWithin<T>(limited: LimitedRun<T>): Promise<T> {
  return provider().runWithin?.(limited) ?? limited.run(limited.signal);
}
