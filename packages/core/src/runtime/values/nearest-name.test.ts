import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['task_que', ['namespace', 'task_queue'], 'task_queue'],
  ['taskQueue', ['task_queue'], 'task_queue'],
  ['TASK-QUEUE', ['task_queue'], 'task_queue'],
  ['warn', ['info', 'warning'], 'warning'],
  ['hgih', ['low', 'high'], 'high'],
  ['fetsh', ['fetch', 'files'], 'fetch'],
  ['tsl', ['tls'], undefined],
  ['ab', ['abc'], 'abc'],
  ['ab', ['cd'], undefined],
  ['completely_different', ['host', 'port'], undefined],
  ['toString', ['host'], undefined],
  ['', ['host'], undefined],
])('the name nearest to %j among %j is %j', (name, known, nearest) => {
  expect(nearestName(name, known)).toBe(nearest);
});

test('names of any length are compared in a moment', () => {
  const long = 'x'.repeat(1_000_000);
  expect(nearestName(long, [`${long}y`])).toBe(`${long}y`);
});
