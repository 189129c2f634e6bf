/** Range of the scale. Step durations differ that much. */
const MIN_MS = 1;
const MAX_MS = 100_000;

export const TICKS: readonly { readonly ms: number; readonly name: string }[] = [
  { ms: 1, name: '1 ms' },
  { ms: 10, name: '10 ms' },
  { ms: 100, name: '100 ms' },
  { ms: 1_000, name: '1 s' },
  { ms: 10_000, name: '10 s' },
];

/** Returns the position of a duration on a logarithmic scale, from 0 to 1. */
export function scale(ms: number): number {
  const within = Math.min(MAX_MS, Math.max(MIN_MS, ms));
  return 0.01 + (Math.log(within / MIN_MS) / Math.log(MAX_MS / MIN_MS)) * 0.98;
}

export function median(times: readonly number[]): number {
  const sorted = times.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half - 1)] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
