import { type Figures, type Program, runProgram } from './program.ts';

/** The figures of each program by round, or the reason why it is not available. */
export class Rounds {
  readonly #measured = new Map<string, Figures[]>();
  readonly unavailable: Map<string, string> = new Map<string, string>();

  add(name: string, figures: Figures): void {
    const rounds = this.#measured.get(name) ?? [];
    this.#measured.set(name, rounds);
    rounds.push(figures);
  }

  /** Returns one figure of a program for all rounds; empty if it is not available. */
  samples(name: string, figure: string): readonly number[] {
    return (this.#measured.get(name) ?? []).flatMap((figures) => figures[figure] ?? []);
  }
}

/**
 * Runs all programs once in each round, in alternating order, so that other load affects all alike. A program that fails is
 * not run again.
 */
export async function runRounds(programs: readonly Program[], count: number): Promise<Rounds> {
  const rounds = new Rounds();
  for (let round = 0; round < count; round += 1) {
    const order = round % 2 === 0 ? programs : programs.toReversed();
    for (const program of order) {
      if (rounds.unavailable.has(program.name)) continue;
      try {
        rounds.add(program.name, await runProgram(program));
      } catch (error) {
        rounds.unavailable.set(program.name, error instanceof Error ? error.message : String(error));
      }
    }
  }
  return rounds;
}
