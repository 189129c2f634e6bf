import type { Outcome } from '../drive/drive.ts';
import type { Hit } from '../kills/killer.ts';
import type { Calls } from '../ledger/calls.ts';
import type { Work } from '../plan/work.ts';

/** What is known of a run when it has ended. */
export interface Evidence {
  readonly works: readonly Work[];
  readonly outcomes: readonly Outcome[];
  readonly calls: Calls;
  readonly hits: readonly Hit[];
}
