import type { Evidence } from '../check/evidence.ts';
import type { Hit } from '../kills/killer.ts';
import type { RecordedCall } from '../ledger/calls.ts';
import { positionOf } from '../ledger/entry.ts';

/**
 * Returns, for each call that was running on a worker when that was killed, the time until its workflow went on: until
 * the call was made again, a later one was made, or the workflow ended. In milliseconds.
 */
export function stallsOf({ outcomes, calls, hits }: Evidence): number[] {
  const ends = new Map(outcomes.map(({ work, endedAt }) => [work.id, endedAt]));
  const kills = hits.filter(({ kind }) => kind === 'worker-kill');
  return kills.flatMap((kill) =>
    [...calls].flatMap(([workflow, own]) =>
      own
        .filter((call) => isRunning(call, kill))
        .flatMap((call) => {
          const end = ends.get(workflow);
          const went = own.find((next) => next.at > kill.at && isAfter(next, call))?.at ?? end;
          return went === undefined ? [] : [went - kill.at];
        }),
    ),
  );
}

function isRunning({ worker, endedAt = Infinity }: RecordedCall, kill: Hit): boolean {
  return worker === kill.victim && endedAt > kill.at;
}

function isAfter(next: RecordedCall, call: RecordedCall): boolean {
  const isSame = next.stage === call.stage && next.step === call.step;
  return next.number > call.number && (isSame || positionOf(next) > positionOf(call));
}

/** Returns the waits of agents between the end of one step and the start of the next one, in milliseconds. */
export function waitsOf({ works, calls }: Evidence): number[] {
  return works
    .filter(({ kind }) => kind === 'agent')
    .flatMap(({ id }) => {
      const own = calls.get(id) ?? [];
      const positions = new Set(own.map(positionOf));
      return [...positions].flatMap((position) => {
        const before = own.filter((call) => positionOf(call) === position - 1);
        const next = own.find((call) => positionOf(call) === position);
        const ends = before.map(({ endedAt }) => endedAt ?? Infinity);
        // A call without an end was interrupted; its time counts as a stall.
        return next === undefined || ends.length === 0 || ends.includes(Infinity)
          ? []
          : [next.at - Math.max(...ends)];
      });
    });
}
