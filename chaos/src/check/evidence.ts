import type { Outage } from '../fleet/temporal.ts';
import type { Outcome } from '../drive/drive.ts';
import type { Hit } from '../kills/killer.ts';
import type { Calls } from '../ledger/calls.ts';
import type { Work } from '../plan/work.ts';

/** What is known of a run when it has ended. */
export interface Evidence {
  /** The planned workflows. */
  readonly works: readonly Work[];
  /** How those ended that have ended. */
  readonly outcomes: readonly Outcome[];
  /** The ledger, by workflow. */
  readonly calls: Calls;
  /** The kills that were made, in order. */
  readonly hits: readonly Hit[];
  /** When there was no Temporal server. */
  readonly outages: readonly Outage[];
}
