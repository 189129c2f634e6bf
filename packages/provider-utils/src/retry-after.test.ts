import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asModelError } from './failure.ts';
import { ResponseError } from './response-error.ts';
import { ACME } from './test-support/service.ts';

const NOW = Date.parse('2026-11-27T00:00:00Z');

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const errorFor = (headers: Record<string, string>, limit?: number, body: unknown = 'Slow down.') =>
  asModelError(new ResponseError({ status: 429, headers: new Headers(headers), body }), {
    ...ACME,
    maxRetryDelayMs: limit,
  });

test.each([
  [{ 'retry-after': '7' }, 7_000],
  [{ 'retry-after': '0.5' }, 500],
  [{ 'retry-after': ' 7 ' }, 7_000],
  [{ 'retry-after': '20s' }, 20_000],
  [{ 'retry-after-ms': '1250', 'retry-after': '2' }, 1_250],
  [{ 'retry-after': 'Fri, 27 Nov 2026 00:01:00 GMT' }, 60_000],
  [{ 'x-ratelimit-reset-requests': '1m30.5s', 'x-ratelimit-remaining-requests': '0' }, 90_500],
  [{ 'x-ratelimit-reset-tokens': '120ms', 'x-ratelimit-remaining-tokens': '0' }, 120],
  [{ 'x-ratelimit-reset': String(NOW + 5_000), 'x-ratelimit-remaining': '0' }, 5_000],
  [{ 'x-ratelimit-reset': String(NOW / 1_000 + 5), 'x-ratelimit-remaining': '0' }, 5_000],
  [
    {
      'anthropic-ratelimit-tokens-reset': '2026-11-27T00:00:09Z',
      'anthropic-ratelimit-tokens-remaining': '0',
    },
    9_000,
  ],
])('waits as long as %j says', (headers, delay) => {
  expect(errorFor(headers)).toMatchObject({ nextRetryDelayMs: delay });
});

test.each<Record<string, string>>([
  {},
  { 'retry-after': 'soon' },
  { 'retry-after': '-5' },
  { 'retry-after': '0' },
  { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
  { 'retry-after': '1e3' },
  { 'x-ratelimit-reset-requests': '1m', 'x-ratelimit-remaining-requests': '12' },
  { 'x-ratelimit-reset-requests': '1m' },
])('leaves the delay to the engine for %j', (headers) => {
  const error = errorFor(headers);
  expect(error.nextRetryDelayMs).toBeUndefined();
  expect(error.nonRetryable).toBeUndefined();
});

test('reads the delay in the body that Google sends', () => {
  const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '33s' }];
  const body = [{ error: { code: 429, message: 'Slow down.', status: 'RESOURCE_EXHAUSTED', details } }];
  expect(errorFor({}, undefined, body).nextRetryDelayMs).toBe(33_000);
});

test.each([
  [{ 'retry-after': '86400' }, undefined, 'at 2026-11-28T00:00:00.000Z (in 1 day)', '5 minutes'],
  [
    { 'retry-after': 'Tue, 01 Dec 2026 00:00:00 GMT' },
    undefined,
    'at 2026-12-01T00:00:00.000Z (in 4 days)',
    '5 minutes',
  ],
  [{ 'retry-after-ms': '2500' }, 1_000, 'at 2026-11-27T00:00:02.500Z (in 3 seconds)', '1 second'],
  [{ 'retry-after': '9'.repeat(30) }, undefined, 'in more than 1,000 years', '5 minutes'],
  [
    { 'x-ratelimit-reset': '9999999999', 'x-ratelimit-remaining': '0' },
    undefined,
    'at 2286-11-20',
    '5 minutes',
  ],
])('fails at once with the time for a delay beyond the limit: %j', (headers, limit, time, words) => {
  const error = errorFor(headers, limit);
  expect(error.nonRetryable).toBe(true);
  expect(error.nextRetryDelayMs).toBeUndefined();
  expect(error.message).toContain(`.\nThe service accepts requests again ${time}`);
  expect(error.message).toContain(`longer than the limit of ${words}`);
  expect(error.message).toContain('raise acme.maxRetryDelaySeconds');
});

test('waits for a delay of the limit', () => {
  expect(errorFor({ 'retry-after': '300' }).nextRetryDelayMs).toBe(300_000);
});

test.each([
  [500, 'false', true],
  [400, 'true', undefined],
])('status %i with x-should-retry: %s: permanent is %s', (status, value, nonRetryable) => {
  const headers = new Headers({ 'x-should-retry': value });
  expect(asModelError(new ResponseError({ status, headers, body: 'x' }), ACME).nonRetryable).toBe(
    nonRetryable,
  );
});
