import { isDeepStrictEqual } from 'node:util';
import type { JsonValue, WorkflowHandle, WorkflowInfo } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { CallSite } from './call-site.ts';

/** A request of the workflow to its engine. */
export interface Step {
  readonly type: 'activity' | 'timer' | 'child' | 'signal' | 'cancellation' | 'continueAsNew';
  /** The name of the activity, workflow or signal; empty for other steps. */
  readonly name: string;
  readonly input: JsonValue;
  readonly site: CallSite | undefined;
}

/** The outcome of a step. */
export type StepOutcome = { readonly value: JsonValue } | { readonly error: unknown };

/** An outcome or a message that reached the workflow. */
export type RecordedEvent =
  | { readonly key: string; readonly outcome: StepOutcome }
  | { readonly key: string; readonly send: (handle: WorkflowHandle) => Promise<unknown> };

/** How a run ended. */
export type RunOutcome =
  | { readonly status: 'completed'; readonly output: JsonValue }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'continued as new' };

/** The record of a run. */
export interface RunRecord {
  readonly info: WorkflowInfo;
  readonly steps: readonly Step[];
  /** In order. */
  readonly events: readonly RecordedEvent[];
  /** The values that clocks and random sources returned, by source. */
  readonly readings: ReadonlyMap<string, readonly unknown[]>;
}

/** Formats a step for messages. */
export function formatStep({ type, name, input }: Step): string {
  const what = name === '' ? type : `${type} "${name}"`;
  const text = JSON.stringify(input) ?? '';
  return `${what} ${text.length > 200 ? `${text.slice(0, 200)}...` : text}`;
}

/** Whether an engine regards two steps as the same. */
export function isSameStep(left: Step, right: Step): boolean {
  return left.type === right.type && left.name === right.name && isEqualButStacks(left.input, right.input);
}

/** Whether two runs ended in the same way. */
export function isSameOutcome(left: RunOutcome, right: RunOutcome): boolean {
  if (left.status === 'failed' && right.status === 'failed') {
    return left.error.code === right.error.code && left.error.message === right.error.message;
  }
  return isEqualButStacks(left, right);
}

/** Formats an outcome for messages. */
export function formatOutcome(outcome: RunOutcome): string {
  if (outcome.status === 'completed') return `completed with ${JSON.stringify(outcome.output)}`;
  return outcome.status === 'failed' ? `failed with "${outcome.error.message}"` : outcome.status;
}

export function failed(error: unknown): RunOutcome {
  return { status: 'failed', error: errorToData(error) };
}

/** Whether two values are equal except for stack traces, which differ between a run and its replay. */
function isEqualButStacks(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(withoutStacks(left), withoutStacks(right));
}

function withoutStacks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_, part: unknown) =>
    typeof part === 'string' ? part.replaceAll(/\n\s+at .*/g, '') : part,
  );
}
