import type { Place } from '../plan/work.ts';

/** A call of a tool, an activity or the model, as it reports itself to the ledger. */
export interface Call {
  /** The workflow ID. */
  readonly workflow: string;
  readonly stage: number;
  /** The number of the step. Absent for the model, which is called once before each stage and once after the last. */
  readonly step?: number;
  readonly place: Place | 'model';
  /** Whether it may be made more than once. */
  readonly repeatable: boolean;
  /** The worker that made the call, such as `worker-2.1`: the second worker, after one restart. */
  readonly worker: string;
  /** The process that performs the effect. */
  readonly pid: number;
  /** The idempotency key, the same for all attempts. */
  readonly key?: string;
  /** The number of the attempt, where the engine tells it. */
  readonly attempt?: number;
}

/** The start of a call in the ledger. For a tool or an activity, it is the effect. */
export interface Begin extends Call {
  readonly type: 'begin';
  /** The position in the ledger, from 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The end of a call in the ledger. It is missing if the process was killed meanwhile. */
export interface End {
  readonly type: 'end';
  readonly number: number;
  readonly at: number;
  /** The number of the call's start. */
  readonly begin: number;
}

export type Entry = Begin | End;

/** Whether an entry is an effect: the call of a tool or an activity, not of the model. */
export function isEffect(entry: Entry): entry is Begin & { readonly step: number } {
  return entry.type === 'begin' && entry.step !== undefined;
}

/** Returns the place of a call in the order of its workflow: the model's calls and the stages take turns. */
export function positionOf({ stage, step }: Pick<Begin, 'stage' | 'step'>): number {
  return step === undefined ? 2 * stage : 2 * stage + 1;
}
