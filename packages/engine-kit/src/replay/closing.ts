import { randomUUID } from 'node:crypto';
import type { End } from '../end.ts';
import { type RunRecord, type RunState, stateOf } from './journal-store.ts';

/** Returns the final state of a run, and the record of the next run if it continues as new. */
export function closing(end: End, record: RunRecord): { state: RunState; next?: RunRecord } {
  if (end.status !== 'continued_as_new') return { state: stateOf(end) };
  const closedAt = Date.now();
  const info = { ...record.info, runId: randomUUID(), startTime: closedAt };
  return {
    state: { status: end.status, closedAt, next: info.runId },
    next: { ...record, info, input: end.input, signals: end.signals },
  };
}
