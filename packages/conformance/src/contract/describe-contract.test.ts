import { expect, test } from 'vitest';
import { describeEngineConformance } from '../engine/suite.ts';

test('a name in `todo` that is not in the contract is an error that lists the concerns', () => {
  const start = async (): Promise<never> => {
    throw new Error('not called');
  };
  const define = (): void => describeEngineConformance('x', start, { todo: ['child', 'singal'] });
  expect(define).toThrow(/`todo` contains "singal".*signal/);
});
