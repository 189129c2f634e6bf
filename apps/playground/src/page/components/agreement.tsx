import type { RunHead } from '../../interface/run.ts';
import { agreementOf } from '../state/claims/agreement.ts';

/** Compares the results of the runs with one ID. */
export function Agreement({ runs }: { runs: readonly RunHead[] }) {
  const agreement = agreementOf(runs);
  return agreement && <p className={`agreement agreement-${agreement.tone}`}>{agreement.text}</p>;
}
