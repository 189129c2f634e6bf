import type { UsageLimit } from '../model/params.ts';
import type { Spent } from '../model/usage.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { shareWithChildren } from '../../runtime/workflow/child-starts.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import { UsageBudget } from './budget.ts';
import { RunBudgets } from './run-budgets.ts';

/** An agent with a limit for all its model calls. */
interface LimitedAgent {
  readonly limit: UsageLimit | undefined;
}

const runBudgets: (ctx: WorkflowContext) => RunBudgets = perRun((ctx) => new RunBudgets(ctx));

shareWithChildren((ctx) => runBudgets(ctx).share());

const agentBudgets: (ctx: WorkflowContext) => WeakMap<LimitedAgent, UsageBudget> = perRun(
  () => new WeakMap(),
);

/**
 * Limits all model calls that the current workflow run makes from now on, and those of the child workflows that it
 * starts from now on, with their children.
 *
 * A child inherits what is left when it starts. Each of its model calls sends a signal to this run, before the child
 * continues; when nothing is left, this run signals the children that it started. Children that run concurrently can
 * each exceed the limit by the answers that arrive until then. A run that continues as new inherits what its first run
 * inherited, until the signal arrives, but not its own limits: call `limitUsage` in it again.
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
  runBudgets(currentWorkflow()).add(budget);
  return budget;
}

/** Returns the budget that a model call of an agent counts in: that of the `generate`, of the agent and of the run. */
export function budgetFor(
  ctx: WorkflowContext,
  agent: LimitedAgent,
  limit: UsageLimit | undefined,
): UsageBudget {
  return UsageBudget.combine([limit, agentBudget(ctx, agent), ...runBudgets(ctx).all]);
}

/** Reports usage that is counted already to the runs that share their budgets with this one. */
export function reportUsage(ctx: WorkflowContext, spent: Spent): Promise<void> {
  return runBudgets(ctx).report(spent);
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
