import { describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '../errors/values.ts';
import { activityDefaults } from './activity-defaults.ts';
import { resolveActivityOptions, withNearerOptions } from './options.ts';

const attempts = (maximumAttempts: number) => ({ maximumAttempts });

describe('retry policies in the settings', () => {
  const find = activityDefaults({
    retryPolicies: {
      '*': attempts(1),
      'shop.*': attempts(2),
      'shop.card.*': attempts(3),
      pay: attempts(4),
      'card.pay': attempts(5),
      'shop.card.pay': attempts(6),
    },
  });

  it.each([
    ['shop.card.pay', 6],
    ['other.card.pay', 5],
    ['shop.cash.pay', 4],
    ['pay', 4],
    ['repay', 1],
    ['shop.card.refund', 3],
    ['shop.list', 2],
    ['other', 1],
  ])('the most specific one applies to %s, as in mcp-agent', (activity, maximumAttempts) => {
    expect(find(activity)).toEqual({ retry: attempts(maximumAttempts) });
  });

  it('have 0 for no limit, as in mcp-agent', () => {
    const unlimited = activityDefaults({ retryPolicies: { pay: attempts(0) } });
    expect(unlimited('pay')).toEqual({ retry: attempts(Infinity) });
    expect(unlimited('other')).toEqual({});
  });

  it('are validated before an activity is scheduled', () => {
    const wrong = { retryPolicies: { pay: { initialInterval: 'soon' } } };
    expect(() => activityDefaults(wrong)).toThrow(InvalidArgumentError);
    expect(() => activityDefaults({ startToCloseTimeout: 0 })).toThrow(InvalidArgumentError);
  });
});

describe('options of activities', () => {
  it('are merged field by field, also those of the retry policy', () => {
    const merged = withNearerOptions(
      { startToCloseTimeout: 5, heartbeatTimeout: 7, retry: { maximumAttempts: 2, backoffCoefficient: 3 } },
      { startToCloseTimeout: 6, heartbeatTimeout: undefined, retry: { maximumAttempts: 4 } },
    );
    expect(merged).toEqual({
      startToCloseTimeout: 6,
      heartbeatTimeout: 7,
      retry: { maximumAttempts: 4, backoffCoefficient: 3 },
    });
  });

  it.each([
    [{ maximumInterval: '1s' }, { initialInterval: '1 minute' }, 60_000],
    [{ initialInterval: '1 minute' }, { maximumInterval: '2s' }, 2_000],
  ])('the nearer of two intervals that conflict wins: %j, %j', (retry, nearer, ms) => {
    const merged = withNearerOptions({ retry }, { retry: nearer });
    expect(resolveActivityOptions(merged).retry).toMatchObject({
      initialIntervalMs: ms,
      maximumIntervalMs: ms,
    });
  });
});
