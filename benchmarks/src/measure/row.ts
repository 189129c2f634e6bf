import type { Rounds } from './rounds.ts';
import { figureOf, type Figure, ratioOf } from './stats.ts';

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  /** Measured in the same run. */
  readonly peers: readonly string[];
  /** Measured elsewhere, on two cores: the issue's. */
  readonly marks: string;
  readonly goal: string;
  readonly reached: boolean;
  /** Where it is not reached, why. */
  readonly why?: string;
}

/** One thing that is measured, in one file of `rows`. */
export interface Row {
  readonly id: string;
  measure(): Promise<readonly Line[]>;
}

/** The name by which this project's program goes in a row. */
export const OURS = 'mcp-agent';

/** A figure with its unit and, in brackets, its spread. */
export function show({ median, low, high }: Figure, unit: string): string {
  return `${round(median)} ${unit} (${round(low)}–${round(high)})`;
}

/** What the others of a row came to, each beside this project's in the same round. */
export function peersOf(rounds: Rounds, names: readonly string[], figure: string, unit: string): string[] {
  const ours = rounds.samples(OURS, figure);
  return names.map((name) => {
    const samples = rounds.samples(name, figure);
    if (samples.length === 0) return `${name}: not available (${rounds.unavailable.get(name) ?? 'not run'})`;
    return `${name} ${round(figureOf(samples).median)} ${unit} = ${times(ratioOf(samples, ours))}`;
  });
}

/** A ratio with its spread. */
export function times({ median, low, high }: Figure): string {
  return `${round(median)}x (${round(low)}–${round(high)})`;
}

export function round(value: number): string {
  if (Number.isNaN(value)) return '-';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
