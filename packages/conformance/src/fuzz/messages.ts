import {
  defineQuery,
  defineSignal,
  defineUpdate,
  type JsonValue,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
} from '@mcp-agent/core';
import type { SignalName, Step } from './program.ts';

export const signalA: SignalDefinition<[]> = defineSignal('a');

/** The signals of random workflows, by their names. */
export const SIGNALS: Readonly<Record<SignalName, SignalDefinition<[]>>> = {
  a: signalA,
  b: defineSignal('b'),
};

export const NEVER_SENT: SignalDefinition<[]> = defineSignal('never-sent');

/** A signal with arguments, for a handler. */
export const noteSignal: SignalDefinition<[number: number, text: string]> = defineSignal('note');

/** The state of a random workflow. */
export interface RandomState {
  readonly marks: readonly string[];
  /** Whether it waits, and only for messages, children and aborts. */
  readonly isBlocked: boolean;
}

/** Returns the state of a random workflow. */
export const stateQuery: QueryDefinition<RandomState, []> = defineQuery('state');

/** Marks a random workflow, is rejected by its validator, or fails. */
export const markUpdate: UpdateDefinition<number, [how: 'answer' | 'reject' | 'fail']> = defineUpdate('mark');

/** Performs a step in the handler of a random workflow. */
export const performUpdate: UpdateDefinition<JsonValue, [step: Step]> = defineUpdate('perform');
