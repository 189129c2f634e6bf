import type { CheckJson } from '../values/json-type.ts';
import { MESSAGES_QUERY, SYSTEM_PREFIX } from '../values/names.ts';

export { SYSTEM_PREFIX } from '../values/names.ts';

/** A signal: a message to a workflow without a result. Created by {@link defineSignal}. */
export interface SignalDefinition<Args extends unknown[] = never> {
  readonly type: 'signal';
  readonly name: string;
  /** Carries the type only. Never set at run time. */
  readonly args?: (...args: Args) => void;
}

/** A query: a read-only request to a workflow. Created by {@link defineQuery}. */
export interface QueryDefinition<Result = unknown, Args extends unknown[] = never> {
  readonly type: 'query';
  readonly name: string;
  readonly args?: (...args: Args) => Result;
}

/** An update: a message to a workflow with a result. Created by {@link defineUpdate}. */
export interface UpdateDefinition<Result = unknown, Args extends unknown[] = never> {
  readonly type: 'update';
  readonly name: string;
  readonly args?: (...args: Args) => Result;
}

/**
 * Defines a signal by its name and the types of its arguments, for the workflow that handles it and the code
 * that sends it.
 *
 * @example
 * ```ts
 * import { defineSignal } from '@mcp-agent/core';
 *
 * export const approve = defineSignal<[{ by: string }]>('approve');
 * ```
 */
export function defineSignal<Args extends unknown[] = []>(
  name: string & CheckJson<Args, 'arguments'>,
): SignalDefinition<Args> {
  return { type: 'signal', name };
}

/** Defines a query by its name and the types of its result and arguments. */
export function defineQuery<Result, Args extends unknown[] = []>(
  name: string & CheckJson<Args, 'arguments'> & CheckJson<Result, 'result'>,
): QueryDefinition<Result, Args> {
  return { type: 'query', name };
}

/** Defines an update by its name and the types of its result and arguments. */
export function defineUpdate<Result, Args extends unknown[] = []>(
  name: string & CheckJson<Args, 'arguments'> & CheckJson<Result, 'result'>,
): UpdateDefinition<Result, Args> {
  return { type: 'update', name };
}

/** Names of the messages that a workflow currently handles. */
export interface WorkflowMessages {
  /** Signals that it waits for or has a handler for. Other signals are buffered. */
  readonly signals: readonly string[];
  readonly queries: readonly string[];
  readonly updates: readonly string[];
}

/** Result of `ctx.waitForSignal`: the argument of a signal with one argument, or else all arguments. */
export type SignalPayload<Args extends unknown[]> = Args extends []
  ? undefined
  : Args extends [infer Only]
    ? Only
    : Args;

export const PAUSE_SIGNAL: SignalDefinition<[]> = defineSignal(`${SYSTEM_PREFIX}pause`);
export const RESUME_SIGNAL: SignalDefinition<[]> = defineSignal(`${SYSTEM_PREFIX}resume`);

/** Queries a running workflow for the messages that it handles: `handle.query(messagesQuery)`. */
export const messagesQuery: QueryDefinition<WorkflowMessages, []> = defineQuery(MESSAGES_QUERY);
