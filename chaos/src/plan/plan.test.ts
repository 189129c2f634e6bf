import { expect, test } from 'vitest';
import { KILL_SHARES } from './kill.ts';
import { countEffects } from './kills.ts';
import { makePlan } from './plan.ts';
import { KINDS } from './work.ts';

const options = { workflows: 30, kills: 10, seed: 7 };

test('a seed gives the same plan each time, and another seed another one', () => {
  expect(makePlan(options)).toEqual(makePlan(options));
  expect(makePlan({ ...options, seed: 8 })).not.toEqual(makePlan(options));
});

test('a short plan has workflows and kills of every kind', () => {
  const { works, kills } = makePlan(options);
  expect(works).toHaveLength(30);
  expect(new Set(works.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  expect(kills).toHaveLength(10);
  expect(new Set(kills.map(({ kind }) => kind))).toEqual(new Set(KILL_SHARES.map(([kind]) => kind)));
});

test('all kills of a plan are due before its effects run out', () => {
  const { works, kills } = makePlan({ workflows: 500, kills: 120, seed: 1 });
  const due = kills.map(({ after }) => after);
  expect(due).toEqual(due.toSorted((left, right) => left - right));
  expect(due.at(-1)).toBeLessThan(0.8 * countEffects(works));
});

test.each([0, 1, 3])('a plan has %d kills if that is what is asked for', (kills) => {
  expect(makePlan({ ...options, kills }).kills).toHaveLength(kills);
});
