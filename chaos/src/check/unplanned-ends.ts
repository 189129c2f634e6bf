import type { UnplannedEnd } from '../fleet/managed-process.ts';
import type { Outage } from '../fleet/temporal.ts';

/** How long a worker may take to give up after an outage in which it started, in milliseconds. */
const AFTERMATH_MS = 60_000;

/** Returns the ends of processes that were not ordered. A worker that starts without a server may give up. */
export function checkUnplannedEnds(ends: readonly UnplannedEnd[], outages: readonly Outage[]): string[] {
  return ends
    .filter(
      ({ at, wasReady }) =>
        wasReady || !outages.some(({ from, to }) => from <= at && at <= to + AFTERMATH_MS),
    )
    .map(({ name, how }) => `${name} ${how}`);
}
