/** What several rounds came to. */
export interface Figure {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The median of a round's figures, with the smallest and the largest: what a machine shared by others does to it. */
export function figureOf(samples: readonly number[]): Figure {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return { median: (lower + upper) / 2, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? Number.NaN };
}

/** Each round's figure over that of the other in the same round: what slowed one slowed both. */
export function ratioOf(samples: readonly number[], base: readonly number[]): Figure {
  return figureOf(samples.map((sample, round) => sample / (base[round] ?? Number.NaN)));
}
