import type { Mark, RunHead } from '../../../interface/run.ts';
import { engineName, processName } from '../engine-names.ts';
import { count } from '../../../interface/format.ts';
import type { Fate, PlacedRun } from './fate.ts';
import { runClause } from './run-clause.ts';

/** Describes a run that its engine has lost. */
export function lostFate(run: RunHead, others: readonly PlacedRun[]): Fate {
  const what = processName(run.engine);
  const kept = others.filter(({ engine }) => engine.durable).map(otherRun);
  return {
    tone: 'lost',
    title: 'This run is lost.',
    sentences: [
      `The ${what} that held it${howItEnded(run.marks.findLast(({ kind }) => kind !== 'started'))}.`,
      ...(run.engine === 'asyncio'
        ? [`The in-memory engine keeps runs only there. ${whatWentWithIt(run)}`]
        : [`Whether ${engineName(run.engine)} keeps it elsewhere is unknown.`]),
      ...kept,
    ],
  };
}

function howItEnded(mark: Mark | undefined): string {
  if (mark === undefined) return ' is gone';
  return ` (${mark.pid}) ${mark.kind === 'killed' ? 'was killed' : 'exited unexpectedly'}`;
}

function whatWentWithIt({ recovery }: RunHead): string {
  if (recovery === undefined) return 'A new process does not restore it.';
  const { finished, unfinished } = recovery;
  if (finished + unfinished === 0) return 'No step of it was seen. A new process does not restore it.';
  const parts = [
    ...(finished > 0 ? [count(finished, 'finished step')] : []),
    ...(unfinished > 0 ? [count(unfinished, 'unfinished step')] : []),
  ];
  return `It was last seen with ${parts.join(' and ')}. A new process does not restore them.`;
}

function otherRun({ run, engine }: PlacedRun): string {
  return `On ${engineName(engine.name)}, the run with this id ${runClause(run.status, 'is still open')}.`;
}
