import { expect, test } from 'vitest';
import { findActivity, registerActivity } from './registry.ts';

test('the error for an unknown activity suggests a similar name, and otherwise lists the defined ones', () => {
  registerActivity({ name: 'price', run: () => 1, options: {} });
  expect(() => findActivity('prise')).toThrow(
    'Activity "prise" is not defined on this worker. Did you mean "price"?',
  );
  expect(() => findActivity('something-else')).toThrow('Defined activities: price.');
});
