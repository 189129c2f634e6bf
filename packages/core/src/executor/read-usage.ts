import { tokenUsage, type UsageNode } from '../agent/usage-tree.ts';
import { MessageFailedError } from '../errors/workflow.ts';
import type { Executor } from './executor.ts';
import type { WorkflowHandle } from './handle.ts';

/**
 * What a workflow has spent on models so far, with the workflows that it started: a tree of runs, agents and
 * calls. It may be asked for while they run, and costs a query and a history for each.
 *
 * @throws {@link WorkflowNotFoundError}
 */
export async function readUsage(executor: Executor, workflowId: string): Promise<UsageNode> {
  const handle = executor.getHandle(workflowId);
  const [own, steps] = await Promise.all([ownUsage(handle), handle.history()]);
  const children = await Promise.all(
    steps.flatMap(({ type, workflowId: child }) =>
      type === 'child' && child !== undefined ? [readUsage(executor, child)] : [],
    ),
  );
  return children.reduce(withChild, own);
}

async function ownUsage(handle: WorkflowHandle): Promise<UsageNode> {
  try {
    return await handle.query(tokenUsage);
  } catch (error) {
    // A workflow that has made no agent knows no such query.
    if (!MessageFailedError.isInstance(error)) throw error;
    const { workflowName: name } = await handle.describe();
    return { kind: 'run', name, ...NOTHING, children: [] };
  }
}

const NOTHING = {
  calls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
  cost: 0,
  unpricedCalls: 0,
} as const;

function withChild(run: UsageNode, child: UsageNode): UsageNode {
  return {
    ...run,
    calls: run.calls + child.calls,
    inputTokens: run.inputTokens + child.inputTokens,
    outputTokens: run.outputTokens + child.outputTokens,
    cachedInputTokens: run.cachedInputTokens + child.cachedInputTokens,
    reasoningTokens: run.reasoningTokens + child.reasoningTokens,
    cost: run.cost + child.cost,
    unpricedCalls: run.unpricedCalls + child.unpricedCalls,
    children: [...run.children, child],
  };
}
