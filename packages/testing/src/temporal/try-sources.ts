import { type TemporalAttempt, unavailableError } from './errors.ts';
import type { Found, LookupResult, LookupContext, TemporalSource } from './source.ts';

/** A source, and the function that looks it up. */
export type SourceLookup = readonly [
  source: TemporalSource,
  lookUp: (context: LookupContext) => Promise<LookupResult>,
];

/**
 * Tries sources in order until one succeeds. Adds failed attempts to `attempts`.
 *
 * @throws TemporalUnavailableError if a source stops the lookup
 */
export async function trySources(
  sources: readonly SourceLookup[],
  context: LookupContext,
  attempts: TemporalAttempt[],
): Promise<Found | undefined> {
  for (const [source, lookUp] of sources) {
    context.signal?.throwIfAborted();
    const result = await lookUp(context);
    if (result.kind !== 'miss') return result;
    attempts.push({ source, reason: result.reason });
    if (result.final === true) throw unavailableError(attempts);
  }
  return undefined;
}
