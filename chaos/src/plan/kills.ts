import { type Aim, type Kill, KILL_SHARES, type KillKind } from './kill.ts';
import type { Random } from './random.ts';
import { isPerformed, type Work, withChildren } from './work.ts';

/** The share of the effects after which the last kill is due: workflows that fail have fewer than planned. */
const LAST_AT = 0.75;

/** Plans kills, spread over the effects of a run, with one of each kind if there are enough. */
export function planKills(random: Random, count: number, works: readonly Work[]): Kill[] {
  const effects = countEffects(works);
  const kinds = random.shuffle(kindsOf(count));
  return kinds.map((kind, index) => ({
    number: index + 1,
    kind,
    after: Math.max(1, Math.round(((index + random.next()) / count) * LAST_AT * effects)),
    aim: aimOf(random, kind),
    choice: random.integer(0, 99),
    delayMs: random.integer(0, 400),
    downMs: kind === 'worker-pause' ? random.integer(500, 3_000) : random.integer(0, 1_500),
  }));
}

/** Returns the number of effects of a run in which nothing fails. */
export function countEffects(works: readonly Work[]): number {
  return works.flatMap(withChildren).flatMap(({ stages }) => stages.flat().filter(isPerformed)).length;
}

function kindsOf(count: number): KillKind[] {
  const kinds = KILL_SHARES.flatMap(([kind, share]): KillKind[] =>
    Array.from({ length: Math.max(1, Math.round(share * count)) }, () => kind),
  );
  while (kinds.length < count) kinds.unshift('worker-kill');
  // Workers come first, and the most of them.
  return kinds.slice(kinds.length - count);
}

function aimOf(random: Random, kind: KillKind): Aim {
  if (kind === 'temporal-kill') return 'anything';
  // A program that a worker starts is known from its calls only.
  if (kind === 'stdio-kill') return random.pick(['call', 'unrepeatable call']);
  if (kind === 'model-kill') return random.pick(['anything', 'call']);
  return random.pick(['anything', 'call', 'unrepeatable call']);
}
