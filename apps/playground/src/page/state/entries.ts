import type { Mark } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';

/** A line of a timeline: a step, or something that befell the process. */
export type Entry =
  | { readonly key: string; readonly step: StepLine; readonly index: number }
  | { readonly key: string; readonly mark: Mark };

/** Steps and marks in order of their times. The steps keep their own order. */
export function entriesOf(steps: readonly StepLine[], marks: readonly Mark[]): Entry[] {
  const entries: Entry[] = [];
  let next = 0;
  const marksUntil = (at: number): void => {
    for (let mark = marks[next]; mark !== undefined && mark.at <= at; mark = marks[next]) {
      entries.push({ key: `mark ${next}`, mark });
      next += 1;
    }
  };
  for (const [index, step] of steps.entries()) {
    marksUntil(step.startedAt);
    entries.push({ key: `step ${index}`, step, index });
  }
  marksUntil(Infinity);
  return entries;
}
