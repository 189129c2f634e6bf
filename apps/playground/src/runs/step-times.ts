import type { TimesView } from '../interface/times.ts';
import type { Run } from './run.ts';

/** So many of the last runs on each engine are looked at, and so many times are told of each step. */
const LAST_RUNS = 10;
const MAX_TIMES = 60;
const MAX_STEPS = 12;

/** How long the steps took in the last of these runs, by engine. */
export function stepTimes(runs: readonly Run[]): TimesView {
  const byEngine = Map.groupBy(runs, ({ engine }) => engine);
  const counted: Record<string, number> = {};
  const times = new Map<string, Record<string, number[]>>();
  for (const [engine, all] of byEngine) {
    const last = all.slice(-LAST_RUNS);
    counted[engine] = last.length;
    for (const { kind, name, startedAt, endedAt } of last.flatMap((run) => run.steps.lines())) {
      // A signal is over as soon as it has come.
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
