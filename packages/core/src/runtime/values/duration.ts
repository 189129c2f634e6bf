import { MAX_DURATION_MS } from '../errors/error.ts';
import { InvalidArgumentError } from '../errors/values.ts';
import { boundText, textOfAny } from './text.ts';

/**
 * A duration: milliseconds, a string such as `'30s'`, `'5 minutes'` or `'1 hour 30 minutes'`, or an object such
 * as `{ hours: 1 }`, which corresponds to Python's `timedelta(hours=1)`.
 */
export type Duration = number | string | DurationFields;

export interface DurationFields {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

const UNIT_MS = {
  milliseconds: 1,
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
} as const;

const UNIT_NAMES: Readonly<Record<string, keyof typeof UNIT_MS>> = {
  ms: 'milliseconds',
  millisecond: 'milliseconds',
  milliseconds: 'milliseconds',
  s: 'seconds',
  sec: 'seconds',
  secs: 'seconds',
  second: 'seconds',
  seconds: 'seconds',
  m: 'minutes',
  min: 'minutes',
  mins: 'minutes',
  minute: 'minutes',
  minutes: 'minutes',
  h: 'hours',
  hr: 'hours',
  hrs: 'hours',
  hour: 'hours',
  hours: 'hours',
  d: 'days',
  day: 'days',
  days: 'days',
  w: 'weeks',
  week: 'weeks',
  weeks: 'weeks',
};

/**
 * Converts a duration to whole milliseconds, rounded up.
 *
 * @param argument name of the duration in the error message
 * @throws {@link InvalidArgumentError} for a duration that is negative, not parseable or longer than 100 years
 */
export function toMilliseconds(duration: Duration, argument = 'duration'): number {
  const ms = read(duration);
  if (ms === undefined || !(ms >= 0 && ms <= MAX_DURATION_MS)) {
    const problem = ms !== undefined && ms > MAX_DURATION_MS ? 'longer than 100 years' : 'not a duration';
    throw invalid(argument, duration, problem);
  }
  return Number.isInteger(ms) ? ms : Math.max(1, Math.ceil(ms - ROUNDING_ERROR_MS));
}

/** Floating point error: `1.1 * 1_000` is slightly more than 1,100. */
const ROUNDING_ERROR_MS = 1e-6;

/**
 * {@link toMilliseconds} for a timeout, which cannot be zero.
 *
 * @throws {@link InvalidArgumentError}
 */
export function toTimeLimit(duration: Duration, argument: string): number {
  const ms = toMilliseconds(duration, argument);
  if (ms === 0) throw invalid(argument, duration, 'not greater than zero');
  return ms;
}

function read(duration: unknown): number | undefined {
  if (typeof duration === 'number') return duration;
  if (typeof duration === 'string') return parseText(duration);
  return typeof duration === 'object' && duration !== null ? sumFields(duration) : undefined;
}

function invalid(argument: string, duration: unknown, problem: string): InvalidArgumentError {
  const given = boundText(typeof duration === 'string' ? JSON.stringify(duration) : textOfAny(duration), 100);
  return new InvalidArgumentError(
    `${argument} is ${given}, which is ${problem}. Use milliseconds (1500), a string ('1 hour 30 minutes', '30s') or an object ({ hours: 1 }).`,
    { argument },
  );
}

function parseText(text: string): number | undefined {
  const part = /\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*,?/giy;
  let total = 0;
  let end = 0;
  while (end < text.length) {
    const match = part.exec(text);
    const unit = match?.[2] === undefined ? undefined : UNIT_NAMES[match[2].toLowerCase()];
    if (match === null || unit === undefined) return undefined;
    total += Number(match[1]) * UNIT_MS[unit];
    end = part.lastIndex;
  }
  return end === 0 ? undefined : total;
}

function sumFields(fields: object): number | undefined {
  let total: number | undefined;
  for (const [key, count] of Object.entries<unknown>({ ...fields })) {
    if (count === undefined) continue;
    const unit = UNIT_NAMES[key];
    if (unit === undefined || unit !== key || typeof count !== 'number') return undefined;
    total = (total ?? 0) + count * UNIT_MS[unit];
  }
  return total;
}
