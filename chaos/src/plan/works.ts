import type { Random } from './random.ts';
import { type Place, SERVERS, type Step, type Work, type WorkKind } from './work.ts';

/** The share of each kind, in the order in which a small run gets them. */
const SHARES: readonly (readonly [WorkKind, number])[] = [
  ['agent', 0.45],
  ['approval', 0.1],
  ['messages', 0.1],
  ['timers', 0.1],
  ['parent', 0.05],
  ['continued', 0.1],
  ['long', 0.1],
];

const AGENT_PLACES: readonly Place[] = [...SERVERS, 'function'];

/** Plans workflows: at least one of each kind if there are enough, in random order. */
export function planWorks(random: Random, count: number): Work[] {
  const kinds = SHARES.flatMap(([kind, share]) =>
    Array.from({ length: Math.max(1, Math.round(share * count)) }, () => kind),
  );
  while (kinds.length < count) kinds.unshift('agent');
  const chosen = random.shuffle(kinds.slice(kinds.length - count));
  return chosen.map((kind, index) => planWork(random, kind, `${kind}-${index + 1}`));
}

function planWork(random: Random, kind: WorkKind, id: string): Work {
  if (kind === 'parent') {
    const children = Array.from({ length: random.integer(2, 3) }, (_, index) =>
      planWork(random, 'timers', `${id}.child-${index + 1}`),
    );
    return { id, kind, children, stages: stages(random, 1, () => activityStep(random)) };
  }
  return { id, kind, children: [], stages: stagesOf(random, kind) };
}

function stagesOf(random: Random, kind: WorkKind): Step[][] {
  switch (kind) {
    case 'agent':
      return stages(random, random.integer(2, 5), () => toolStep(random), 2);
    case 'approval':
      return stages(random, random.integer(1, 3), () => ({
        ...toolStep(random),
        approved: random.chance(0.75),
      }));
    case 'long':
      return stages(random, random.integer(4, 8), () => activityStep(random));
    default:
      return stages(random, random.integer(2, 4), () => activityStep(random));
  }
}

type Unnumbered = Omit<Step, 'number'>;

function stages(random: Random, count: number, step: () => Unnumbered, maxWidth = 1): Step[][] {
  let number = 0;
  return Array.from({ length: count }, () =>
    Array.from({ length: random.integer(1, maxWidth) }, () => ({ ...step(), number: (number += 1) })),
  );
}

function toolStep(random: Random): Unnumbered {
  return {
    place: random.pick(AGENT_PLACES),
    repeatable: random.chance(0.7),
    workMs: random.integer(50, 1_500),
  };
}

function activityStep(random: Random): Unnumbered {
  return { place: 'activity', repeatable: true, workMs: random.integer(50, 800) };
}
