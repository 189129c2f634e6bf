import type { UsageLimit } from '../model/params.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import { UsageBudget } from './budget.ts';

/** An agent with a limit for all its model calls. */
interface LimitedAgent {
  readonly limit: UsageLimit | undefined;
}

const runBudgets: (ctx: WorkflowContext) => UsageBudget[] = perRun(() => []);
const agentBudgets: (ctx: WorkflowContext) => WeakMap<LimitedAgent, UsageBudget> = perRun(
  () => new WeakMap(),
);

/**
 * Limits all model calls that the current workflow run makes from now on. Calls of child workflows are not included:
 * call `limitUsage` in the child, too.
 *
 * @returns the budget, whose `used` has the usage so far
 *
 * @example
 * ```ts
 * app.workflow('research', async (ctx, topic: string) => {
 *   limitUsage({ cost: 2, time: '1 hour' });
 *   // …
 * });
 * ```
 */
export function limitUsage(limit: UsageLimit): UsageBudget {
  const budget = UsageBudget.from(limit);
  runBudgets(currentWorkflow()).push(budget);
  return budget;
}

/** Returns the budget that a model call of an agent counts in: that of the `generate`, of the agent and of the run. */
export function budgetFor(
  ctx: WorkflowContext,
  agent: LimitedAgent,
  limit: UsageLimit | undefined,
): UsageBudget {
  return UsageBudget.combine([limit, agentBudget(ctx, agent), ...runBudgets(ctx)]);
}

/** A plain limit of an agent applies to each run that uses the agent. */
function agentBudget(ctx: WorkflowContext, agent: LimitedAgent): UsageBudget | undefined {
  const { limit } = agent;
  if (limit === undefined) return undefined;
  const budgets = agentBudgets(ctx);
  let budget = budgets.get(agent);
  if (budget === undefined) {
    budget = UsageBudget.from(limit);
    budgets.set(agent, budget);
  }
  return budget;
}
