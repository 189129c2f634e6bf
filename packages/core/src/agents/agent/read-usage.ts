import { sumOf, tokenUsage, type UsageNode } from './usage-tree.ts';
import type { Executor } from '../../runtime/executor/executor.ts';

/**
 * Returns the model usage of a workflow and its child workflows so far, as a tree of runs, agents and calls. It
 * works while they run, and costs one query and one history request per workflow.
 *
 * @throws {@link WorkflowNotFoundError}
 */
export async function readUsage(executor: Executor, workflowId: string): Promise<UsageNode> {
  const handle = executor.getHandle(workflowId);
  const [own, steps] = await Promise.all([handle.query(tokenUsage), handle.history()]);
  const children = await Promise.all(
    steps.flatMap(({ type, workflowId: child }) =>
      type === 'child' && child !== undefined ? [readUsage(executor, child)] : [],
    ),
  );
  return children.reduce(withChild, own);
}

function withChild(run: UsageNode, child: UsageNode): UsageNode {
  return { ...run, ...sumOf(run, child), children: [...run.children, child] };
}
