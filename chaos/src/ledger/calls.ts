import type { Begin, Entry } from './entry.ts';

/** A call in the ledger, with its end if there is one. */
export interface RecordedCall extends Begin {
  readonly endedAt?: number;
}

/** The calls of each workflow, in the order of the ledger. */
export type Calls = ReadonlyMap<string, readonly RecordedCall[]>;

/** Joins the starts and the ends of the calls in a ledger, by workflow. */
export function callsOf(entries: readonly Entry[]): Calls {
  const ends = new Map(
    entries.flatMap((entry) => (entry.type === 'end' ? [[entry.begin, entry.at] as const] : [])),
  );
  const calls = new Map<string, RecordedCall[]>();
  for (const entry of entries) {
    if (entry.type === 'end') continue;
    const endedAt = ends.get(entry.number);
    const ofWorkflow = calls.get(entry.workflow) ?? [];
    ofWorkflow.push({ ...entry, ...(endedAt !== undefined && { endedAt }) });
    calls.set(entry.workflow, ofWorkflow);
  }
  return calls;
}
