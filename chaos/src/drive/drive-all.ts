import type { Work } from '../plan/work.ts';
import type { Client } from './client.ts';
import { drive, type Outcome } from './drive.ts';

/** How many workflows are open at once. */
const MAX_OPEN = 40;

/**
 * Drives workflows, many at once. Stops at the signal; then the outcomes of those that were open are missing.
 *
 * @param onOutcome called with each outcome
 */
export async function driveAll(
  works: readonly Work[],
  client: Client,
  signal: AbortSignal,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> {
  const waiting = works.values();
  const stopped = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const driveOnes = async (): Promise<void> => {
    for (const work of waiting) {
      const outcome = await Promise.race([drive(work, client), stopped]);
      if (outcome === undefined || signal.aborted) return;
      onOutcome(outcome);
    }
  };
  await Promise.all(Array.from({ length: MAX_OPEN }, driveOnes));
}
