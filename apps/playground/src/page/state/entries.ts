import type { Mark } from '../../interface/run.ts';
import type { StepLine } from '../../interface/step.ts';

/** An entry of a timeline: a step, or an event of the process. */
export type Entry =
  | { readonly key: string; readonly step: StepLine; readonly index: number }
  | { readonly key: string; readonly mark: Mark };

/** Merges steps and process events by time. The order of the steps does not change. */
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
