import type { RunHead } from '../../../interface/run.ts';
import { engineName } from '../engine-names.ts';
import { isOpen, statusWord } from '../../../interface/status-words.ts';

/** A comparison of the results on several engines. */
export interface Agreement {
  readonly tone: 'same' | 'different' | 'none';
  readonly text: string;
}

/** Compares the results of the runs of one id; `undefined` for a single run. */
export function agreementOf(runs: readonly RunHead[]): Agreement | undefined {
  if (runs.length < 2) return undefined;
  if (runs.some(({ status }) => isOpen(status))) {
    return { tone: 'none', text: 'Results are compared when all runs have ended.' };
  }
  if (!runs.every(({ status }) => status === 'completed')) {
    const ends = runs.map(({ engine, status }) => `${engineName(engine)} ${statusWord(status)}`);
    return { tone: 'none', text: `Results are not compared: ${ends.join(', ')}.` };
  }
  const digests = runs.map(({ resultDigest }) => resultDigest);
  if (digests.includes(undefined)) {
    return { tone: 'none', text: 'Results are not compared: they are nested too deeply.' };
  }
  const where = runs.length === 2 ? 'both engines' : `all ${runs.length} engines`;
  return new Set(digests).size === 1
    ? { tone: 'same', text: `Same result on ${where}.` }
    : { tone: 'different', text: `Different results on ${where}.` };
}
