import { fromJson, type JsonValue } from '../values/json.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { WorkflowContext } from './context.ts';
import type { Handler } from './inbox.ts';
import type { QueryDefinition } from './messages.ts';

type BuiltIn = (ctx: WorkflowContext, ...args: JsonValue[]) => unknown;

const KEY = Symbol.for('@mcp-agent/core/built-in-queries');

function builtIns(): Map<string, BuiltIn> {
  return isolateState(KEY, () => new Map());
}

/**
 * Adds a handler for a query to every workflow from its start. A handler that the workflow sets itself takes
 * precedence.
 */
export function handleInEveryWorkflow<Result, Args extends unknown[]>(
  query: QueryDefinition<Result, Args>,
  handler: (ctx: WorkflowContext, ...args: Args) => Result,
): void {
  builtIns().set(query.name, (ctx, ...args) => handler(ctx, ...fromJson<Args>(args)));
}

/** Returns the built-in handler of a query. */
export function builtInHandler(name: string, ctx: WorkflowContext): Handler | undefined {
  const builtIn = builtIns().get(name);
  return builtIn === undefined ? undefined : (...args) => builtIn(ctx, ...args);
}
