import type { Hit } from '../kills/killer.ts';
import type { RecordedCall } from '../ledger/calls.ts';
import { positionOf } from '../ledger/entry.ts';
import { isPerformed, type Step, type Work, withChildren } from '../plan/work.ts';
import type { Evidence } from './evidence.ts';

/** Returns the effects in the ledger that should not be there, and those that are missing. */
export function checkEffects({ works, outcomes, calls, hits }: Evidence): string[] {
  const completed = new Set(
    outcomes.flatMap(({ work, error }) => (error === undefined ? withChildren(work) : [])),
  );
  const all = works.flatMap(withChildren);
  const planned = new Set(all.map(({ id }) => id));
  return [
    ...[...calls.keys()]
      .filter((id) => !planned.has(id))
      .map((id) => `${id} is in the ledger, but not planned`),
    ...all.flatMap((work) => {
      const own = calls.get(work.id) ?? [];
      return [
        ...work.stages.flat().flatMap((step) => checkStep(work, step, own, completed.has(work))),
        ...checkRepeats(own, hits),
        ...checkOrder(own),
      ];
    }),
  ];
}

function checkStep(work: Work, step: Step, calls: readonly RecordedCall[], isCompleted: boolean): string[] {
  const name = `step ${step.number} of ${work.id} (${step.place})`;
  const made = calls.filter((call) => call.step === step.number);
  const keys = new Set(made.map(({ key }) => key));
  if (!isPerformed(step) && made.length > 0) return [`${name} was rejected, but has ${made.length} effects`];
  return [
    ...(isCompleted && isPerformed(step) && made.length === 0 ? [`${name} has no effect`] : []),
    ...(!step.repeatable && made.length > 1
      ? [`${name} may not be repeated, but has ${made.length} effects`]
      : []),
    ...(keys.size > 1
      ? [`${name} was made again as another step: it has ${keys.size} idempotency keys`]
      : []),
  ];
}

/** A call may be repeated only after a kill that can have interrupted it. */
function checkRepeats(calls: readonly RecordedCall[], hits: readonly Hit[]): string[] {
  return calls.flatMap((call, index) => {
    const before = calls.slice(0, index).findLast((other) => isSameCall(other, call));
    if (before === undefined || hits.some((hit) => interrupts(hit, before, call))) return [];
    return [`${nameOf(call)} was repeated, but nothing that it needs was killed`];
  });
}

function interrupts(
  { kind, at, until, victim, pid }: Hit,
  before: RecordedCall,
  after: RecordedCall,
): boolean {
  if (kind === 'worker-pause' || at > after.at) return false;
  // A process that is being stopped finishes its calls first, and the server is away for a while.
  if (kind === 'worker-stop') return victim === before.worker;
  if (kind === 'temporal-kill') return until >= before.at;
  // A process is killed once. The ledger may have a call of it later than the kill: it was on its way.
  return victim === before.worker || pid === before.pid;
}

/** A step is over when a later one begins: it must not be made again after that. */
function checkOrder(calls: readonly RecordedCall[]): string[] {
  let latest = -1;
  return calls.flatMap((call) => {
    const position = positionOf(call);
    const isAgain = position < latest;
    latest = Math.max(latest, position);
    return isAgain ? [`${nameOf(call)} was made again after a later step had begun`] : [];
  });
}

function isSameCall(one: RecordedCall, other: RecordedCall): boolean {
  return one.stage === other.stage && one.step === other.step;
}

function nameOf({ workflow, stage, step, place, number }: RecordedCall): string {
  const what = step === undefined ? `the model's turn ${stage}` : `step ${step} (${place})`;
  return `${what} of ${workflow}, entry ${number},`;
}
