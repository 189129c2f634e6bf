import type { HistoryStep } from '@mcp-agent/core';
import type { Recovery } from '../interface/recovery.ts';

/** The steps of a run when its process ended, by their place in the history. */
export interface Interrupted {
  readonly finished: ReadonlyMap<number, HistoryStep>;
  readonly unfinished: ReadonlyMap<number, HistoryStep>;
}

/** What there was, with what is known now. The first record of a step is the one that is held against later ones. */
export function remember(before: Interrupted | undefined, steps: readonly HistoryStep[]): Interrupted {
  const entries = [...steps.entries()];
  const finished = new Map([...entries.filter(([, step]) => isFinished(step)), ...(before?.finished ?? [])]);
  const running = entries.filter(([, step]) => step.status === 'running');
  const unfinished = new Map([...running, ...(before?.unfinished ?? [])].filter(([at]) => !finished.has(at)));
  return { finished, unfinished };
}

/** Compares what there was with the history as the engine has it now. */
export function recoveryOf(before: Interrupted, history: readonly HistoryStep[]): Omit<Recovery, 'isRead'> {
  const { finished, unfinished } = before;
  const count = (
    steps: ReadonlyMap<number, HistoryStep>,
    test: (then: HistoryStep, now: HistoryStep) => boolean,
  ): number =>
    [...steps].filter(([at, then]) => {
      const now = history[at];
      return now !== undefined && isSameStep(then, now) && test(then, now);
    }).length;
  const kept = count(finished, isSameRecord);
  const startedAgain = count(unfinished, (then, now) => now.attempts > then.attempts);
  // A server alone can end a timer or take a signal; an activity or a child ends in a process.
  const ended = count(unfinished, ({ type }, now) => type !== 'timer' && isFinished(now));
  const last = Math.max(-1, ...finished.keys(), ...unfinished.keys());
  const begun = history.slice(last + 1).filter(({ type }) => type !== 'signal' && type !== 'update');
  return {
    finished: finished.size,
    kept,
    changed: count(finished, (then, now) => !isSameRecord(then, now)),
    unfinished: unfinished.size,
    startedAgain,
    continued: startedAgain + ended + begun.length > 0,
  };
}

/** A step that was cancelled may still end, in another way. */
function isFinished({ status }: HistoryStep): boolean {
  return status === 'completed' || status === 'failed' || status === 'timed_out';
}

function isSameStep(one: HistoryStep, other: HistoryStep): boolean {
  return one.type === other.type && one.name === other.name && one.startedAt === other.startedAt;
}

function isSameRecord(one: HistoryStep, other: HistoryStep): boolean {
  return (
    one.status === other.status &&
    one.endedAt === other.endedAt &&
    one.attempts === other.attempts &&
    JSON.stringify(one.output) === JSON.stringify(other.output)
  );
}
