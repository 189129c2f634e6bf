/** Whether a value matches. `unsure`: a part cannot be checked, and all others match. */
export type Verdict = 'yes' | 'no' | 'unsure';

/** Returns the verdict of schemas that must all match. */
export function both(left: Verdict, right: Verdict): Verdict {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'unsure' || right === 'unsure' ? 'unsure' : 'yes';
}

/** Returns the verdict of steps that must all match. Stops after the first mismatch unless every one is wanted. */
export function every<T>(
  items: Iterable<T>,
  everyMismatch: boolean,
  step: (item: T, index: number) => Verdict,
): Verdict {
  let verdict: Verdict = 'yes';
  let index = 0;
  for (const item of items) {
    verdict = both(verdict, step(item, index));
    if (verdict === 'no' && !everyMismatch) return 'no';
    index += 1;
  }
  return verdict;
}
