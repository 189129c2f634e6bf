import type { TimesView } from '../interface/times.ts';
import type { Run } from './run.ts';

/** Limits: runs for each engine, durations for each step, and steps. */
const MAX_RUNS = 10;
const MAX_TIMES = 60;
const MAX_STEPS = 12;

/** Returns the durations of the steps in the last runs, by engine. */
export function stepTimes(runs: readonly Run[]): TimesView {
  const byEngine = Map.groupBy(runs, ({ engine }) => engine);
  const counted: Record<string, number> = {};
  const times = new Map<string, Record<string, number[]>>();
  for (const [engine, all] of byEngine) {
    const last = all.slice(-MAX_RUNS);
    counted[engine] = last.length;
    for (const { kind, name, startedAt, endedAt } of last.flatMap((run) => run.steps.lines())) {
      // A signal has no duration.
      if (endedAt === undefined || kind === 'signal') continue;
      const label = kind === 'model' || name === '' ? kind : `${kind} ${name}`;
      const step = times.get(label) ?? {};
      times.set(label, step);
      step[engine] = [...(step[engine] ?? []), endedAt - startedAt].slice(-MAX_TIMES);
    }
  }
  const steps = [...times].slice(0, MAX_STEPS).map(([label, byName]) => ({ label, times: byName }));
  return { runs: counted, steps };
}
