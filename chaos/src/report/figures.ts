import type { UnplannedEnd } from '../fleet/managed-process.ts';
import type { Evidence } from '../check/evidence.ts';
import { failuresOf, type Failure } from '../check/failures.ts';
import type { RecordedCall } from '../ledger/calls.ts';
import { withChildren } from '../plan/work.ts';
import { stallsOf, waitsOf } from './stalls.ts';

/** The median and the largest of some times, in milliseconds. */
export interface Times {
  readonly count: number;
  readonly median: number;
  readonly worst: number;
}

/** What a run has shown. */
export interface Figures {
  readonly workflows: number;
  readonly completed: number;
  readonly failures: readonly Failure[];
  readonly effects: number;
  /** Effects of steps that may not be repeated. */
  readonly unrepeatable: number;
  /** Steps that may not be repeated and have more than one effect. */
  readonly doubled: number;
  /** Steps that may be repeated and have more than one effect. */
  readonly repeated: number;
  readonly modelCalls: number;
  /** The kills that were made, by kind. */
  readonly kills: Readonly<Record<string, number>>;
  /** A kill is not made if no call comes that it waits for. */
  readonly plannedKills: number;
  readonly stalls: Times;
  readonly waits: Times;
  readonly unplannedEnds: readonly UnplannedEnd[];
  readonly failedRequests: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

/** Computes the figures that the evidence contains. */
export function figuresOf(
  evidence: Evidence,
): Omit<Figures, 'plannedKills' | 'unplannedEnds' | 'failedRequests' | 'durationMs'> {
  const { works, outcomes, calls, hits } = evidence;
  const effects = [...calls.values()].flat().filter(({ step }) => step !== undefined);
  const steps = works.flatMap(withChildren).flatMap(({ id, stages }) =>
    stages.flat().map(({ number, repeatable }) => ({
      repeatable,
      made: countStep(calls.get(id) ?? [], number),
    })),
  );
  return {
    workflows: works.length,
    completed: outcomes.filter(({ error }) => error === undefined).length,
    failures: failuresOf(evidence),
    effects: effects.length,
    unrepeatable: effects.filter(({ repeatable }) => !repeatable).length,
    doubled: steps.filter(({ repeatable, made }) => !repeatable && made > 1).length,
    repeated: steps.filter(({ repeatable, made }) => repeatable && made > 1).length,
    modelCalls: [...calls.values()].flat().length - effects.length,
    kills: countBy(hits.map(({ kind }) => kind)),
    stalls: timesOf(stallsOf(evidence)),
    waits: timesOf(waitsOf(evidence)),
  };
}

function countStep(calls: readonly RecordedCall[], number: number): number {
  return calls.filter(({ step }) => step === number).length;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((left, right) => left - right);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return { count: sorted.length, median, worst: sorted.at(-1) ?? 0 };
}
