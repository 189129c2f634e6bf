import { processName } from '../engine-names.ts';
import { isOpen } from '../../../interface/status-words.ts';
import type { Fate, PlacedRun } from './fate.ts';
import { lostFate } from './lost-run.ts';
import { recoveredFate } from './recovered-run.ts';
import { runClause } from './run-clause.ts';
import { waitingFate } from './waiting-run.ts';

/**
 * Describes what the end of its process means for a run; `undefined` if its process never ended.
 *
 * @param others the runs with the same ID on other engines
 */
export function fateOf({ run, engine }: PlacedRun, others: readonly PlacedRun[]): Fate | undefined {
  if (run.status === 'lost') return lostFate(run, others);
  const last = run.marks.at(-1);
  if (last === undefined) return undefined;
  if (last.kind === 'started') return recoveredFate(run);
  if (isOpen(run.status)) return waitingFate(run, engine);
  return {
    tone: 'waiting',
    title: `No ${processName(run.engine)} was running when this run ended.`,
    sentences: [`The run ${runClause(run.status, '')}.`],
  };
}
