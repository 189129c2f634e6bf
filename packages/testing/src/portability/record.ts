import { isDeepStrictEqual } from 'node:util';
import type { JsonValue, WorkflowHandle, WorkflowInfo } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { CallSite } from './call-site.ts';

/** Something that the workflow asked its engine for. */
export interface Step {
  readonly type: 'activity' | 'timer' | 'child' | 'signal' | 'cancellation' | 'continueAsNew';
  /** The activity's, workflow's or signal's name; empty where there is none. */
  readonly name: string;
  readonly input: JsonValue;
  readonly site: CallSite | undefined;
}

/** What a step came to. */
export type StepOutcome = { readonly value: JsonValue } | { readonly error: unknown };

/** Something that came to the workflow, in order. */
export type Happening =
  | { readonly key: string; readonly outcome: StepOutcome }
  | { readonly key: string; readonly send: (handle: WorkflowHandle) => Promise<unknown> };

/** How the run ended. */
export type Ending =
  | { readonly status: 'completed'; readonly output: JsonValue }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'continued as new' };

/** A run, written down so that it can be repeated. */
export interface RunRecord {
  readonly info: WorkflowInfo;
  readonly steps: readonly Step[];
  readonly happenings: readonly Happening[];
  /** What clocks and chance gave, by what was read. */
  readonly readings: ReadonlyMap<string, readonly unknown[]>;
}

/** A step in words. */
export function stepText({ type, name, input }: Step): string {
  const what = name === '' ? type : `${type} "${name}"`;
  const text = JSON.stringify(input) ?? '';
  return `${what} ${text.length > 200 ? `${text.slice(0, 200)}...` : text}`;
}

/** Whether two steps are the same to an engine. */
export function sameStep(left: Step, right: Step): boolean {
  return left.type === right.type && left.name === right.name && isSame(left.input, right.input);
}

/** Whether two runs ended in the same way. */
export function sameEnding(left: Ending, right: Ending): boolean {
  if (left.status === 'failed' && right.status === 'failed') {
    return left.error.code === right.error.code && left.error.message === right.error.message;
  }
  return isSame(left, right);
}

/** An ending in words. */
export function endingText(ending: Ending): string {
  if (ending.status === 'completed') return `completed with ${JSON.stringify(ending.output)}`;
  return ending.status === 'failed' ? `failed with "${ending.error.message}"` : ending.status;
}

export function failed(error: unknown): Ending {
  return { status: 'failed', error: errorToData(error) };
}

/** Whether two values are the same but for the stack traces in them, which say how the engine went about it. */
function isSame(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(withoutStacks(left), withoutStacks(right));
}

function withoutStacks(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null), (_, part: unknown) =>
    typeof part === 'string' ? part.replaceAll(/\n\s+at .*/g, '') : part,
  );
}
