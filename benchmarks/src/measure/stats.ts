/** A figure over several rounds. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Returns the median, the minimum and the maximum of the samples. */
export function figureOf(samples: readonly number[]): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return { median: (lower + upper) / 2, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN };
}

/** Returns the ratio of two figures, each taken within a round, because load affects both alike. */
export function ratioOf(samples: readonly number[], base: readonly number[]): Figure {
  return figureOf(samples.map((sample, round) => sample / (base[round] ?? Number.NaN)));
}
