import { fromJson, type JsonValue } from '../values/json.ts';
import { isolateState } from '../values/isolate-state.ts';
import type { WorkflowContext } from './context.ts';
import type { Handler } from './inbox.ts';
import type { QueryDefinition, UpdateDefinition } from './messages.ts';

type BuiltIn = (ctx: WorkflowContext, ...args: JsonValue[]) => unknown;

const KEY = Symbol.for('@mcp-agent/core/built-in-messages');

type Kind = 'query' | 'update';

function builtIns(kind: Kind): Map<string, BuiltIn> {
  const all: Record<Kind, Map<string, BuiltIn>> = isolateState(KEY, () => ({
    query: new Map(),
    update: new Map(),
  }));
  return all[kind];
}

/**
 * Adds a handler for a message to every workflow from its start. A handler that the workflow sets itself takes
 * precedence.
 */
export function handleInEveryWorkflow<Result, Args extends unknown[]>(
  message: QueryDefinition<Result, Args> | UpdateDefinition<Result, Args>,
  handler: (ctx: WorkflowContext, ...args: Args) => Result | Promise<Result>,
): void {
  builtIns(message.type).set(message.name, (ctx, ...args) => handler(ctx, ...fromJson<Args>(args)));
}

/** Returns the built-in handler of a message. */
export function builtInHandler(kind: Kind, name: string, ctx: WorkflowContext): Handler | undefined {
  const builtIn = builtIns(kind).get(name);
  return builtIn === undefined ? undefined : (...args) => builtIn(ctx, ...args);
}

/** Returns the names of the messages with a built-in handler. */
export function builtInNames(kind: Kind): string[] {
  return [...builtIns(kind).keys()];
}
