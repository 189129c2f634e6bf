import { type TemporalAttempt, unavailable } from './errors.ts';
import type { Found, Outcome, Search, TemporalSource } from './source.ts';

/** One way to a server: its name, and what goes it. */
export type Way = readonly [source: TemporalSource, go: (search: Search) => Promise<Outcome>];

/**
 * Goes the ways one after another until one leads somewhere, and notes in `attempts` why the others did not.
 *
 * @throws TemporalUnavailableError when one says that no other will do.
 */
export async function tryEach(
  ways: readonly Way[],
  search: Search,
  attempts: TemporalAttempt[],
): Promise<Found | undefined> {
  for (const [source, go] of ways) {
    search.signal?.throwIfAborted();
    const outcome = await go(search);
    if (outcome.kind !== 'miss') return outcome;
    attempts.push({ source, reason: outcome.reason });
    if (outcome.final === true) throw unavailable(attempts);
  }
  return undefined;
}
