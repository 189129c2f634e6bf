import type { HistoryStep } from '@mcp-agent/core';
import { expect, test } from 'vitest';
import { recoveryOf, remember, withBegun } from './recovery.ts';

const step = (startedAt: number, more: Partial<HistoryStep> = {}): HistoryStep => ({
  type: 'activity',
  name: 'charge',
  status: 'completed',
  startedAt,
  endedAt: startedAt + 1,
  attempts: 1,
  output: startedAt,
  ...more,
});
const open = (startedAt: number, more: Partial<HistoryStep> = {}): HistoryStep => {
  const { endedAt: _endedAt, output: _output, ...begun } = step(startedAt, { status: 'running', ...more });
  return begun;
};

test('counts unchanged finished steps as kept, and a new step as progress', () => {
  const before = remember(undefined, [step(1), step(2)]);
  expect(recoveryOf(before, [step(1), step(2)])).toMatchObject({ finished: 2, kept: 2, continued: false });
  expect(recoveryOf(before, [step(1), step(2), open(3)])).toMatchObject({
    finished: 2,
    kept: 2,
    changed: 0,
    continued: true,
  });
});

test.each([
  ['another attempt', { attempts: 2 }],
  ['another end', { endedAt: 9 }],
  ['another output', { output: 'other' }],
  ['running again', { status: 'running' }],
] as const)('a finished step with %s has changed', (_what, more) => {
  const before = remember(undefined, [step(1)]);
  expect(recoveryOf(before, [step(1, more)])).toMatchObject({ finished: 1, kept: 0, changed: 1 });
});

test('counts a step that left the history as neither kept nor changed', () => {
  const before = remember(undefined, [step(1), step(2)]);
  // A continued run may start a new history.
  expect(recoveryOf(before, [step(7)])).toMatchObject({ finished: 2, kept: 0, changed: 0 });
  expect(recoveryOf(before, [])).toMatchObject({ finished: 2, kept: 0, changed: 0, continued: false });
});

test('counts an unfinished step with another attempt as started again', () => {
  const before = remember(undefined, [step(1), open(2)]);
  expect(recoveryOf(before, [step(1), open(2)])).toMatchObject({ unfinished: 1, startedAgain: 0 });
  expect(recoveryOf(before, [step(1), step(2, { attempts: 2 })])).toMatchObject({
    unfinished: 1,
    startedAgain: 1,
    continued: true,
  });
});

test('does not count an ended timer or a new signal as progress', () => {
  const timer = { type: 'timer', name: '' } as const;
  const before = remember(undefined, [open(1, timer)]);
  const history = [step(1, timer), step(2, { type: 'signal' })];
  expect(recoveryOf(before, history).continued).toBe(false);
  expect(recoveryOf(before, [...history, open(3)]).continued).toBe(true);
});

test('does not count a step that started before the restart as progress', () => {
  const seen = remember(undefined, [step(1)]);
  const history = [step(1), step(2), step(3)];
  expect(recoveryOf(withBegun(seen, history, 3), history)).toMatchObject({ finished: 1, continued: false });
  expect(recoveryOf(withBegun(seen, history, 2), history)).toMatchObject({ finished: 1, continued: true });
});

test('compares with the first record after a second interruption', () => {
  const first = remember(undefined, [step(1), open(2)]);
  const second = remember(first, [step(1, { attempts: 2 }), step(2), open(3)]);
  expect(recoveryOf(second, [step(1, { attempts: 2 }), step(2), open(3)])).toMatchObject({
    finished: 2,
    kept: 1,
    changed: 1,
    unfinished: 1,
  });
});

test('does not compare a cancelled step, which may still end', () => {
  const before = remember(undefined, [step(1, { status: 'cancelled' })]);
  expect(recoveryOf(before, [step(1)])).toMatchObject({ finished: 0, changed: 0, unfinished: 0 });
});
