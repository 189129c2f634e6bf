import type { HistoryStep } from '@mcp-agent/core';
import type { Recovery } from '../interface/recovery.ts';

/** The steps of a run when its process ended, by their index in the history. */
export interface Interrupted {
  readonly finished: ReadonlyMap<number, HistoryStep>;
  readonly unfinished: ReadonlyMap<number, HistoryStep>;
  /** Number of steps that may have started before the process was restarted. */
  readonly begun: number;
}

/** Adds the current steps to the known ones. The first record of a step is compared with later ones. */
export function remember(before: Interrupted | undefined, steps: readonly HistoryStep[]): Interrupted {
  const entries = [...steps.entries()];
  const finished = new Map([...entries.filter(([, step]) => isFinished(step)), ...(before?.finished ?? [])]);
  const running = entries.filter(([, step]) => step.status === 'running');
  const unfinished = new Map([...running, ...(before?.unfinished ?? [])].filter(([at]) => !finished.has(at)));
  return { finished, unfinished, begun: Math.max(before?.begun ?? 0, steps.length) };
}

/** If the process was restarted before the history was read: steps that had started by then are not progress. */
export function withBegun(before: Interrupted, history: readonly HistoryStep[], at: number): Interrupted {
  const begun = history.filter(({ startedAt }) => startedAt <= at).length;
  return { ...before, begun: Math.max(before.begun, begun) };
}

/** Compares the known steps with the current history. */
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
  // A timer or a signal needs only a server; an activity or a child needs a process to end.
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

/** Whether a step is final. A cancelled step may still end in another way. */
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
