import { TimeoutError } from '../../runtime/errors/workflow.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { timeExceeded, type UsageBudget } from './budget.ts';

/**
 * Runs a part of an agent's work, and cancels it when a time limit of the budget expires.
 *
 * @throws {@link BudgetExceededError}
 */
export async function withinTime<T>(
  ctx: WorkflowContext,
  agent: string,
  budget: UsageBudget,
  work: () => Promise<T>,
): Promise<T> {
  const time = budget.timeLeft(ctx);
  if (time === undefined) return work();
  let failure: unknown;
  try {
    return await ctx.withTimeout(Math.max(0, time.leftMs), async () => {
      try {
        return await work();
      } catch (error) {
        failure = error;
        throw error;
      }
    });
  } catch (error) {
    // Any other timeout is one that the work itself ran into.
    if (error === failure || !TimeoutError.isInstance(error)) throw error;
    throw timeExceeded(agent, time.limitMs);
  }
}
