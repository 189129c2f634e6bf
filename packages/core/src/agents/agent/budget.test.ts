import { describe, expect, it } from 'vitest';
import { WorkflowInbox } from '../../runtime/workflow/inbox.ts';
import { UsageBudget } from './budget.ts';

const spent = (tokens: number): Parameters<UsageBudget['count']>[0] => ({
  model: 'm',
  usage: { inputTokens: tokens, outputTokens: 0 },
  cost: tokens / 10,
});

describe('UsageBudget', () => {
  it('counts a call once, also if it is in a combination twice', () => {
    const shared = new UsageBudget({ tokens: 10 });
    const twice = UsageBudget.combine([UsageBudget.combine([shared, { cost: 5 }]), shared, undefined]);
    twice.count(spent(4));
    expect(shared.used).toEqual({ tokens: 4, cost: 0.4 });
  });

  it('starts a new budget for each use of a plain limit, and none for a shared one', () => {
    const shared = new UsageBudget({ tokens: 10 });
    expect(UsageBudget.from(shared)).toBe(shared);
    const plain = { tokens: 10 };
    UsageBudget.from(plain).count(spent(4));
    expect(UsageBudget.from(plain).used).toEqual({ tokens: 0, cost: 0 });
  });

  it('finds the limit of an error in its parts', () => {
    const all = UsageBudget.combine([{ tokens: 10 }, { time: '1 minute' }]);
    expect(all.hasLimit({ kind: 'tokens', limit: 10 })).toBe(true);
    expect(all.hasLimit({ kind: 'time', limit: 60_000 })).toBe(true);
    expect(all.hasLimit({ kind: 'cost', limit: 10 })).toBe(false);
  });

  it('checks the limits of a run, and rejects another run', () => {
    let now = 0;
    const run = { inbox: new WorkflowInbox(), workflowId: 'one', now: () => now };
    const budget = new UsageBudget({ tokens: 10, cost: 0.9, time: 100 });
    budget.check(run, 'a');
    budget.count(spent(4));
    expect(() => budget.check(run, 'a', 7)).toThrow('the next call needs at least 7');
    budget.check(run, 'a', 6);
    now = 100;
    expect(() => budget.check(run, 'a')).toThrow('100 ms');
    budget.count(spent(5));
    expect(() => budget.check(run, 'a')).toThrow('0.9 of 0.9 dollars');
    budget.count(spent(1));
    expect(() => budget.check(run, 'a')).toThrow('10 of 10 tokens');
    const other = { ...run, inbox: new WorkflowInbox(), workflowId: 'other' };
    expect(() => budget.check(other, 'a')).toThrow('"other" uses a UsageBudget of another run');
  });

  it('requires a price only for a limit of cost', () => {
    const { cost: _, ...unpriced } = spent(1);
    expect(() => new UsageBudget({ tokens: 5 }).checkPrice(unpriced)).not.toThrow();
    expect(() => new UsageBudget({ cost: 5 }).checkPrice(unpriced)).toThrow('has no price');
  });

  it.each([{ tokens: -1 }, { cost: Number.NaN }, { time: 0 }, { token: 5 }])(
    'rejects %j',
    (limit: object) => {
      expect(() => new UsageBudget(limit)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    },
  );
});
