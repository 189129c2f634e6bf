import { checkEffects } from './effects.ts';
import type { Evidence } from './evidence.ts';
import { describeError } from '../drive/drive.ts';
import { type Failure, failuresOf } from './failures.ts';
import { checkResults } from './results.ts';

/** Returns all violations that the results and the ledger show. */
export function violationsOf(evidence: Evidence): string[] {
  const { works, outcomes } = evidence;
  const ended = new Set(outcomes.map(({ work }) => work));
  return [
    ...works.filter((work) => !ended.has(work)).map(({ id }) => `${id} did not end`),
    ...outcomes.flatMap(({ work, problems }) => problems.map((problem) => `${work.id}: ${problem}`)),
    ...failuresOf(evidence).flatMap(unexpected),
    ...checkResults(evidence),
    ...checkEffects(evidence),
  ];
}

function unexpected({ workflow, error, expected }: Failure): string[] {
  return expected === undefined ? [`${workflow} ended in an unexpected error: ${describeError(error)}`] : [];
}
