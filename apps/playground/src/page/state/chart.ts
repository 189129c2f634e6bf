/** From a millisecond to a hundred seconds: steps differ by that much. */
const LEAST_MS = 1;
const MAX_MS = 100_000;

export const TICKS: readonly { readonly ms: number; readonly name: string }[] = [
  { ms: 1, name: '1 ms' },
  { ms: 10, name: '10 ms' },
  { ms: 100, name: '100 ms' },
  { ms: 1_000, name: '1 s' },
  { ms: 10_000, name: '10 s' },
];

/** Where a time stands, from 0 to 1, by its logarithm. */
export function scale(ms: number): number {
  const within = Math.min(MAX_MS, Math.max(LEAST_MS, ms));
  return 0.01 + (Math.log(within / LEAST_MS) / Math.log(MAX_MS / LEAST_MS)) * 0.98;
}

export function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half - 1)] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
