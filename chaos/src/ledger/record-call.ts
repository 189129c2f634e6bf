import type { Call } from './entry.ts';

/**
 * Records the start of a call in the ledger, does the work, and records the end.
 *
 * @param ledger the URL of the ledger
 * @returns the number of the entry
 * @throws Error if the ledger does not accept the entry
 */
export async function recordCall(ledger: string, call: Call, work: () => Promise<void>): Promise<number> {
  const begin = await post(ledger, { type: 'begin', ...call });
  await work();
  await post(ledger, { type: 'end', begin });
  return begin;
}

async function post(ledger: string, body: object): Promise<number> {
  const response = await fetch(ledger, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`The ledger at ${ledger} returned status ${response.status}.`);
  return Number(await response.text());
}
