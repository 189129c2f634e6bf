import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../errors/values.ts';
import { type Duration, toMilliseconds, toTimeLimit } from './duration.ts';

describe('toMilliseconds', () => {
  it.each<[Duration, number]>([
    [0, 0],
    [1_500, 1_500],
    ['250ms', 250],
    ['30s', 30_000],
    ['5 minutes', 300_000],
    ['1 hour 30 minutes', 5_400_000],
    ['1h, 30m', 5_400_000],
    ['0.5 Days', 43_200_000],
    ['2 weeks', 1_209_600_000],
    [{ hours: 1 }, 3_600_000],
    [{ days: 1, hours: 2, milliseconds: 3 }, 93_600_003],
    // A fraction of a millisecond is a whole one, and no more for what binary fractions add.
    [0.25, 1],
    [1e-9, 1],
    [1.5, 2],
    ['1.1s', 1_100],
  ])('reads %j', (duration, ms) => {
    expect(toMilliseconds(duration)).toBe(ms);
  });

  it.each<Duration>([
    '',
    ' ',
    'soon',
    '5',
    'five minutes',
    '5 minutes ago',
    -1,
    NaN,
    Infinity,
    {},
    '1e3s',
    '-1s',
    1e300,
    { weeks: 1e6 },
  ])('refuses %j, and says how to write one', (duration) => {
    expect(() => toMilliseconds(duration)).toThrow(InvalidArgumentError);
    expect(() => toMilliseconds(duration)).toThrow('1 hour 30 minutes');
  });

  it('rejects a value that is not a duration, and names the argument', () => {
    for (const wrong of ['null', 'true', '[]', '[5]', '{"hours": "1"}']) {
      expect(() => toMilliseconds(JSON.parse(wrong), 'patience')).toThrow(/^patience is /);
    }
    expect(() => toTimeLimit(0, 'patience')).toThrow('not greater than zero');
    expect(toTimeLimit('1ms', 'patience')).toBe(1);
  });

  it('rejects unknown units', () => {
    expect(() => toMilliseconds(JSON.parse('{"fortnights": 1}'))).toThrow(InvalidArgumentError);
    expect(() => toMilliseconds(JSON.parse('{"h": 1}'))).toThrow(InvalidArgumentError);
  });

  it('parses a hostile string in one pass', () => {
    expect(() => toMilliseconds('1'.repeat(100_000))).toThrow(InvalidArgumentError);
    expect(() => toMilliseconds('1 h '.repeat(50_000) + '!')).toThrow(InvalidArgumentError);
  });
});
