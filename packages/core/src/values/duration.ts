import { InvalidArgumentError } from '../errors/values.ts';

/**
 * A length of time: milliseconds, a text such as `'30s'`, `'5 minutes'`, `'1 hour 30 minutes'`, or an object
 * such as `{ hours: 1 }`, which is how Python's `timedelta(hours=1)` is spelled here.
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
 * A duration in milliseconds.
 *
 * @throws {@link InvalidArgumentError} for a negative, infinite or unreadable duration
 */
export function toMilliseconds(duration: Duration): number {
  const ms =
    typeof duration === 'number'
      ? duration
      : typeof duration === 'string'
        ? parseText(duration)
        : sumFields(duration);
  if (ms === undefined || !Number.isFinite(ms) || ms < 0) {
    throw new InvalidArgumentError(
      `${JSON.stringify(duration)} is not a duration. Write milliseconds (1500), a text ('1 hour 30 minutes', '30s') or an object ({ hours: 1 }).`,
      { argument: 'duration' },
    );
  }
  return ms;
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

function sumFields(fields: DurationFields): number | undefined {
  let total: number | undefined;
  for (const [key, count] of Object.entries(fields)) {
    if (count === undefined) continue;
    const unit = UNIT_NAMES[key];
    if (unit === undefined || unit !== key || typeof count !== 'number') return undefined;
    total = (total ?? 0) + count * UNIT_MS[unit];
  }
  return total;
}
