import { describeKill, type Kill } from './kill.ts';
import { planKills } from './kills.ts';
import { Random } from './random.ts';
import type { Work } from './work.ts';
import { planWorks } from './works.ts';

/** The workflows and the kills of a run. */
export interface Plan {
  readonly works: readonly Work[];
  readonly kills: readonly Kill[];
}

/** Makes a plan: the same for the same arguments. */
export function makePlan(options: {
  readonly workflows: number;
  readonly kills: number;
  readonly seed: number;
}): Plan {
  const random = new Random(options.seed);
  const works = planWorks(random, options.workflows);
  return { works, kills: planKills(random, options.kills, works) };
}

/** Returns a plan's kills, a line each. */
export function describePlan({ kills }: Plan): string {
  return kills.map(describeKill).join('\n');
}
