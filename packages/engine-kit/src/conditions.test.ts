import { expect, it } from 'vitest';
import { Conditions } from './conditions.ts';

it('settles when no condition is true, including conditions that others make true', async () => {
  const conditions = new Conditions();
  const seen: string[] = [];
  const wait = (name: string, predicate: () => boolean): Promise<void> =>
    new Promise<void>((resolve, reject) => {
      conditions.add(predicate, { resolve, reject });
    }).then(() => {
      seen.push(name);
    });
  void wait('third', () => seen.includes('second'));
  void wait('second', () => seen.includes('first'));
  void wait('never', () => false);
  await conditions.settled();
  expect(seen).toEqual([]);
  seen.push('first');
  await conditions.settled();
  expect(seen).toEqual(['first', 'second', 'third']);
});

it('resolves nothing after it was cleared', async () => {
  const conditions = new Conditions();
  let resolved = false;
  conditions.add(() => true, {
    resolve: () => {
      resolved = true;
    },
    reject: () => {},
  });
  conditions.clear();
  await conditions.settled();
  expect(resolved).toBe(false);
});
