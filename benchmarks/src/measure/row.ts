import type { Rounds } from './rounds.ts';
import { figureOf, type Figure, ratioOf } from './stats.ts';

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  /** The peers, measured in the same run. */
  readonly peers: readonly string[];
  /** Figures that were measured on another machine with two cores. */
  readonly marks: string;
  readonly goal: string;
  readonly reached: boolean;
  /** The reason if the goal is not reached. */
  readonly why?: string;
}

/** A benchmark, in a file of `rows`. */
export interface Row {
  readonly id: string;
  measure(): Promise<readonly Line[]>;
}

/** The name of this project's program in a row. */
export const OURS = 'mcp-agent';

/** Formats a figure with its unit, and its range in brackets. */
export function formatFigure({ median, low, high }: Figure, unit: string): string {
  return `${formatNumber(median)} ${unit} (${formatNumber(low)}–${formatNumber(high)})`;
}

/** Formats the figures of the peers, with their ratios to this project's figure of the same round. */
export function formatPeers(
  rounds: Rounds,
  names: readonly string[],
  figure: string,
  unit: string,
): string[] {
  const ours = rounds.samples(OURS, figure);
  return names.map((name) => {
    const samples = rounds.samples(name, figure);
    if (samples.length === 0) return `${name}: not available (${rounds.unavailable.get(name) ?? 'not run'})`;
    return `${name} ${formatNumber(figureOf(samples).median)} ${unit} = ${formatRatio(ratioOf(samples, ours))}`;
  });
}

/** Formats a ratio with its range. */
export function formatRatio({ median, low, high }: Figure): string {
  return `${formatNumber(median)}x (${formatNumber(low)}–${formatNumber(high)})`;
}

/** Formats a number with about three significant digits. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '-';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
