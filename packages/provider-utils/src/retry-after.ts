type ReadHeaders = Pick<Headers, 'get'>;

/**
 * Returns the retry delay that a service requests, in milliseconds; `undefined` if it requests none, or one that is
 * not positive, such as a date in the past of a clock that differs.
 *
 * Reads `retry-after-ms`; `retry-after` as seconds or a date; and the resets of rate limits that have nothing left, as
 * `x-ratelimit-reset-tokens: 6m0s`, `anthropic-ratelimit-tokens-reset` or `x-ratelimit-reset`.
 *
 * @param now milliseconds since 1970
 */
export function retryAfterMs(headers: ReadHeaders | undefined, now: number): number | undefined {
  if (headers === undefined) return undefined;
  const milliseconds = positive(toNumber(headers.get('retry-after-ms')));
  const after = milliseconds ?? delayOf(headers.get('retry-after'), now);
  if (after !== undefined) return after;
  const resets = LIMITS.map(([reset, remaining]) =>
    toNumber(headers.get(remaining)) === 0 ? delayOf(headers.get(reset), now) : undefined,
  );
  return positive(Math.max(0, ...resets.filter((delay) => delay !== undefined)));
}

/** Headers with the reset of a rate limit, and with what remains of it. */
const LIMITS: readonly (readonly [reset: string, remaining: string])[] = [
  ...['requests', 'tokens'].map(
    (kind) => [`x-ratelimit-reset-${kind}`, `x-ratelimit-remaining-${kind}`] as const,
  ),
  ...['requests', 'tokens', 'input-tokens', 'output-tokens'].map(
    (kind) => [`anthropic-ratelimit-${kind}-reset`, `anthropic-ratelimit-${kind}-remaining`] as const,
  ),
  ['x-ratelimit-reset', 'x-ratelimit-remaining'],
  ['ratelimit-reset', 'ratelimit-remaining'],
];

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

/** Larger numbers are times since 1970: in seconds, or in milliseconds. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MILLISECONDS = 1e12;

/**
 * Reads a delay in seconds, a duration such as `1m30.5s`, a date, or a time since 1970.
 *
 * @returns milliseconds; `undefined` if it is invalid or not positive
 */
export function delayOf(text: string | null | undefined, now: number): number | undefined {
  const trimmed = text?.trim() ?? '';
  const number = toNumber(trimmed);
  if (number !== undefined) {
    if (number >= EPOCH_MILLISECONDS) return positive(number - now);
    return positive(number >= EPOCH_SECONDS ? number * 1_000 - now : number * 1_000);
  }
  if (/^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/.test(trimmed)) {
    const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)];
    return positive(
      parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 0), 0),
    );
  }
  // Text that is not a date may still be one to `Date.parse`, such as `-5`.
  return /[a-z:]/i.test(trimmed) ? positive(Date.parse(trimmed) - now) : undefined;
}

function toNumber(text: string | null | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}

function positive(milliseconds: number | undefined): number | undefined {
  return milliseconds !== undefined && milliseconds > 0 ? milliseconds : undefined;
}
