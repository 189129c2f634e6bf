import type { WorkflowContext } from './context.ts';
import type { WorkflowInbox } from './inbox.ts';

/** Creates state that exists once per workflow run, on first use. */
export function perRun<T>(make: (ctx: WorkflowContext) => T): (ctx: WorkflowContext) => T {
  const made = new WeakMap<WorkflowInbox, { readonly value: T }>();
  return (ctx) => {
    let held = made.get(ctx.inbox);
    if (held === undefined) {
      held = { value: make(ctx) };
      made.set(ctx.inbox, held);
    }
    return held.value;
  };
}
