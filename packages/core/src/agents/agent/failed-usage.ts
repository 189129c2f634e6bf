import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import { FAILED_USAGE_SIGNAL } from '../model/failed-usage.ts';
import type { Spent } from '../model/usage.ts';
import type { UsageBudget } from './budget.ts';
import { reportUsage } from './limit-usage.ts';
import { countFailedAttempt } from './usage-tree.ts';

interface Account {
  readonly agent: string;
  readonly budget: UsageBudget;
}

/** The account of each conversation, in which its failed model calls count. */
const accounts: (ctx: WorkflowContext) => Map<string, Account> = perRun((ctx) => {
  const known = new Map<string, Account>();
  ctx.setHandler(FAILED_USAGE_SIGNAL, async (conversation: string, spent: Spent) => {
    const account = known.get(conversation);
    if (account === undefined) return;
    countFailedAttempt(ctx, account.agent, spent);
    account.budget.count(spent);
    await reportUsage(ctx, spent);
  });
  return known;
});

/** Counts the failed attempts of a conversation's model calls from now on. */
export function countFailedAttempts(ctx: WorkflowContext, conversation: string, account: Account): void {
  accounts(ctx).set(conversation, account);
}
