import { MESSAGES_QUERY, SYSTEM_PREFIX } from '../values/names.ts';

export { SYSTEM_PREFIX } from '../values/names.ts';

/** A signal: a message to a workflow that asks for no answer. Made by {@link defineSignal}. */
export interface SignalDefinition<Args extends unknown[] = never> {
  readonly type: 'signal';
  readonly name: string;
  /** Holds the type; never there at run time. */
  readonly args?: (...args: Args) => void;
}

/** A query: a question to a workflow that changes nothing. Made by {@link defineQuery}. */
export interface QueryDefinition<Result = unknown, Args extends unknown[] = never> {
  readonly type: 'query';
  readonly name: string;
  readonly args?: (...args: Args) => Result;
}

/** An update: a message to a workflow that is answered. Made by {@link defineUpdate}. */
export interface UpdateDefinition<Result = unknown, Args extends unknown[] = never> {
  readonly type: 'update';
  readonly name: string;
  readonly args?: (...args: Args) => Result;
}

/**
 * Defines a signal by its name and what it carries, for the workflow that handles it and for those who send it.
 *
 * @example
 * ```ts
 * import { defineSignal } from '@mcp-agent/core';
 *
 * export const approve = defineSignal<[{ by: string }]>('approve');
 * ```
 */
export function defineSignal<Args extends unknown[] = []>(name: string): SignalDefinition<Args> {
  return { type: 'signal', name };
}

/** Defines a query by its name, what it answers and what it takes. */
export function defineQuery<Result, Args extends unknown[] = []>(
  name: string,
): QueryDefinition<Result, Args> {
  return { type: 'query', name };
}

/** Defines an update by its name, what it answers and what it takes. */
export function defineUpdate<Result, Args extends unknown[] = []>(
  name: string,
): UpdateDefinition<Result, Args> {
  return { type: 'update', name };
}

/** The names of the messages that a workflow takes just now. */
export interface WorkflowMessages {
  /** Signals that it waits for or has a handler for. One of another name is kept until it does. */
  readonly signals: readonly string[];
  readonly queries: readonly string[];
  readonly updates: readonly string[];
}

/** What `ctx.waitForSignal` gives: the argument of a signal that carries one, else all of them. */
export type SignalPayload<Args extends unknown[]> = Args extends []
  ? undefined
  : Args extends [infer Only]
    ? Only
    : Args;

export const PAUSE_SIGNAL: SignalDefinition<[]> = defineSignal(`${SYSTEM_PREFIX}pause`);
export const RESUME_SIGNAL: SignalDefinition<[]> = defineSignal(`${SYSTEM_PREFIX}resume`);

/** Asks any workflow that runs which messages it takes: `handle.query(messagesQuery)`. */
export const messagesQuery: QueryDefinition<WorkflowMessages, []> = defineQuery(MESSAGES_QUERY);
