import { type Figures, type Program, runProgram } from './program.ts';

/** What each program measured, round by round; or why it could not be run. */
export class Rounds {
  readonly #measured = new Map<string, Figures[]>();
  readonly unavailable: Map<string, string> = new Map<string, string>();

  add(name: string, figures: Figures): void {
    const rounds = this.#measured.get(name) ?? [];
    this.#measured.set(name, rounds);
    rounds.push(figures);
  }

  /** One figure of a program over the rounds; empty when it could not be run. */
  samples(name: string, figure: string): readonly number[] {
    return (this.#measured.get(name) ?? []).flatMap((figures) => figures[figure] ?? []);
  }
}

/**
 * Runs all programs once a round, each round in another order: what the machine does beside them hits all alike.
 * One that fails is left out from then on.
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
