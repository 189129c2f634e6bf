import { isolateState } from '../values/isolate-state.ts';
import type { ChildShare } from './child.ts';
import type { WorkflowContext } from './context.ts';

type ShareWithChild = (ctx: WorkflowContext) => ChildShare | undefined;

const KEY = Symbol.for('@mcp-agent/core/child-starts');

function hook(): { share?: ShareWithChild } {
  return isolateState(KEY, () => ({}));
}

/** Sets the function that returns what every workflow shares with each child. */
export function shareWithChildren(share: ShareWithChild): void {
  hook().share = share;
}

/** Returns what a workflow shares with its next child, if anything. */
export function shareForChild(ctx: WorkflowContext): ChildShare | undefined {
  return hook().share?.(ctx);
}
