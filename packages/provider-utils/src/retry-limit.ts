import type { Service } from './service.ts';

/** Maximum delay that a service may request, if its settings set none. */
const DEFAULT_MAX_RETRY_DELAY_MS = 300_000;

/** The last time that a `Date` can have. */
const LAST_TIME = 8.64e15;

/**
 * Describes a requested delay that is longer than the limit of a service, with the time when the service accepts
 * requests again; `undefined` if it is within the limit.
 *
 * @param now milliseconds since 1970
 */
export function waitFault(delayMs: number, now: number, service: Service): string | undefined {
  const { maxRetryDelayMs = DEFAULT_MAX_RETRY_DELAY_MS, where } = service;
  if (delayMs <= maxRetryDelayMs) return undefined;
  const time = now + delayMs;
  const date =
    time <= LAST_TIME
      ? `at ${new Date(time).toISOString()} (in ${wordsFor(delayMs)})`
      : 'in more than 1,000 years';
  return (
    `The service accepts requests again ${date}, which is longer than the limit of ${wordsFor(maxRetryDelayMs)}, so the call is not retried. ` +
    `Call again then, or raise ${where.retryDelay ?? 'maxRetryDelaySeconds in the settings of the service'}.`
  );
}

const UNITS: readonly (readonly [name: string, milliseconds: number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** Returns a duration in words, with one unit, rounded up. */
function wordsFor(milliseconds: number): string {
  const [name, unit] = UNITS.find(([, size]) => milliseconds >= 2 * size || milliseconds === size) ?? [
    'second',
    1_000,
  ];
  const count = Math.ceil(milliseconds / unit);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
