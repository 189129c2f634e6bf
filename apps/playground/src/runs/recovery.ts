import type { HistoryStep } from '@mcp-agent/core';
import type { Recovery } from '../interface/recovery.ts';

/** The steps of a run when its process ended, by their place in the history. */
export interface Interrupted {
  readonly finished: ReadonlyMap<number, HistoryStep>;
  readonly unfinished: ReadonlyMap<number, HistoryStep>;
  /** So many steps at the beginning of the history may have begun before there was a process again. */
  readonly begun: number;
}

/** What there was, with what is known now. The first record of a step is the one that is held against later ones. */
export function remember(before: Interrupted | undefined, steps: readonly HistoryStep[]): Interrupted {
  const entries = [...steps.entries()];
  const finished = new Map([...entries.filter(([, step]) => isFinished(step)), ...(before?.finished ?? [])]);
  const running = entries.filter(([, step]) => step.status === 'running');
  const unfinished = new Map([...running, ...(before?.unfinished ?? [])].filter(([at]) => !finished.has(at)));
  return { finished, unfinished, begun: Math.max(before?.begun ?? 0, steps.length) };
}

/** Where the process was started again before the history was read: what had begun by then is no sign of life. */
export function withBegun(before: Interrupted, history: readonly HistoryStep[], at: number): Interrupted {
  const begun = history.filter(({ startedAt }) => startedAt <= at).length;
  return { ...before, begun: Math.max(before.begun, begun) };
}

/** Compares what there was with the history as the engine has it now. */
export function recoveryOf(
  before: Interrupted,
  history: readonly HistoryStep[],
): Omit<Recovery, 'isComplete' | 'isRead'> {
  const { finished, unfinished } = before;
  const fresh = history.slice(before.begun).filter(({ type }) => type !== 'signal' && type !== 'update');
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
  return {
    finished: finished.size,
    kept,
    changed: count(finished, (then, now) => !isSameRecord(then, now)),
    unfinished: unfinished.size,
    startedAgain,
    continued: startedAgain + ended + fresh.length > 0,
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
