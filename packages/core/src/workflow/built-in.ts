import { fromJson, type JsonValue } from '../values/json.ts';
import { ownState } from '../values/own-state.ts';
import type { WorkflowContext } from './context.ts';
import type { Handler } from './inbox.ts';
import type { QueryDefinition, UpdateDefinition } from './messages.ts';

type BuiltIn = (ctx: WorkflowContext, ...args: JsonValue[]) => unknown;

const KEY = Symbol('built-in-messages');

function builtIns(): Map<string, BuiltIn> {
  return ownState(KEY, () => new Map());
}

function keyOf(type: 'query' | 'update', name: string): string {
  return `${type} ${name}`;
}

/**
 * Has every workflow take a message from its first moment, whatever handlers its code sets. A handler that it does set
 * comes first.
 */
export function handleInEveryWorkflow<Result, Args extends unknown[]>(
  message: QueryDefinition<Result, Args> | UpdateDefinition<Result, Args>,
  handler: (ctx: WorkflowContext, ...args: Args) => Result | Promise<Result>,
): void {
  builtIns().set(keyOf(message.type, message.name), (ctx, ...args) => handler(ctx, ...fromJson<Args>(args)));
}

/** The handler of a message that every workflow takes. */
export function builtInHandler(
  type: 'query' | 'update',
  name: string,
  ctx: WorkflowContext,
): Handler | undefined {
  const builtIn = builtIns().get(keyOf(type, name));
  return builtIn === undefined ? undefined : (...args) => builtIn(ctx, ...args);
}

/** The names of the messages of that type that every workflow takes. */
export function builtInNames(type: 'query' | 'update'): string[] {
  const prefix = keyOf(type, '');
  return [...builtIns().keys()].flatMap((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : []));
}
