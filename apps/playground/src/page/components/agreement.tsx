import type { RunHead } from '../../interface/run.ts';
import { agreementOf } from '../state/claims/agreement.ts';

/** Whether the runs of one id gave the same result on each engine. */
export function Agreement({ runs }: { runs: readonly RunHead[] }) {
  const agreement = agreementOf(runs);
  return agreement && <p className={`agreement agreement-${agreement.tone}`}>{agreement.text}</p>;
}
