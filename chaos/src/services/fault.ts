/** Faults that the harness can inject, to prove that its checks notice them. */
export const FAULTS = [
  /** Tools that may not be repeated claim that they may, so that workers repeat them. */
  'repeated-tool',
  /** The ledger has an effect twice. */
  'doubled-entry',
  /** The ledger lacks an effect. */
  'lost-entry',
] as const;

export type Fault = (typeof FAULTS)[number];

/** Whether a tool declares that it may be repeated. */
export function declaresRepeatable(fault: Fault | undefined, repeatable: boolean): boolean {
  return repeatable || fault === 'repeated-tool';
}

/** The number of the effect that the ledger writes twice or not at all. */
const AFFECTED = 3;

export function repeatsEntry(fault: Fault | undefined, effect: number): boolean {
  return fault === 'doubled-entry' && effect === AFFECTED;
}

export function forgetsEntry(fault: Fault | undefined, effect: number): boolean {
  return fault === 'lost-entry' && effect === AFFECTED;
}
