import type { HistoryStep, JsonValue } from '@mcp-agent/core';
import {
  ActivityError,
  ChildWorkflowError,
  type ErrorData,
  errorToData,
  isCancellation,
  TimeoutError,
} from '@mcp-agent/core/errors';
import { copyJson, isReservedName } from '@mcp-agent/core/engine';
import type { Conditions } from './conditions.ts';

/** A running step. */
export interface OpenStep {
  attempt(number: number): void;
  /** Records that the last attempt failed and when the next one starts, in milliseconds since 1970. */
  retry(at: number, error: ErrorData): void;
  complete(output?: JsonValue | void): void;
  fail(error: unknown): void;
}

/** Records nothing. */
export const NO_STEP: OpenStep = { attempt: () => {}, retry: () => {}, complete: () => {}, fail: () => {} };

/** The history of one run, in start order. */
export class Steps {
  readonly #now: () => number;
  readonly #conditions: Conditions | undefined;
  // A linked list: most of a hundred thousand waiting runs have one step, and an array reserves more memory.
  #first: Step | undefined;
  #last: Step | undefined;

  /**
   * @param now the run's clock; in a replaying engine, the recorded one
   * @param conditions rechecked when a step has ended
   */
  constructor(now: () => number = wallClock, conditions?: Conditions) {
    this.#now = now;
    this.#conditions = conditions;
  }

  list(): HistoryStep[] {
    const steps: HistoryStep[] = [];
    for (let step = this.#first; step !== undefined; step = step.next) steps.push(step.told);
    return steps;
  }

  /** Records a step that completes at once. */
  note(type: HistoryStep['type'], name: string, input: JsonValue): void {
    this.begin(type, name, input).complete();
  }

  begin(type: HistoryStep['type'], name: string, input?: JsonValue): OpenStep {
    // Internal messages, such as pauses and model output chunks, are not steps of the workflow.
    if (isReservedName(name)) return NO_STEP;
    return this.#add(new Step(this, type, name, input));
  }

  beginChild(workflowName: string, input: JsonValue, workflowId: string): OpenStep {
    return this.#add(new ChildStep(this, workflowName, input, workflowId));
  }

  #add(step: Step): OpenStep {
    if (this.#last === undefined) this.#first = step;
    else this.#last.next = step;
    this.#last = step;
    return step;
  }

  now(): number {
    return this.#now();
  }

  /** Called by a step when it has ended. */
  ended(): void {
    this.#conditions?.check();
  }
}

/** The progress of a step since it started. */
type Since = Pick<HistoryStep, 'status' | 'endedAt' | 'output' | 'error' | 'retry'>;

/** A step that records itself. It stores copies, so that no code mutates them later. */
class Step implements OpenStep {
  next: Step | undefined;
  readonly #steps: Steps;
  readonly #type: HistoryStep['type'];
  readonly #name: string;
  readonly #input: JsonValue | undefined;
  readonly #startedAt: number;
  #attempts = 1;
  #since: Since | undefined;

  constructor(steps: Steps, type: HistoryStep['type'], name: string, input: JsonValue | undefined) {
    this.#steps = steps;
    this.#type = type;
    this.#name = name;
    // Attempts of an activity receive copies. Workflow code may mutate every other input.
    this.#input = type === 'activity' || input === undefined ? input : copyJson(input);
    this.#startedAt = steps.now();
  }

  get told(): HistoryStep {
    return {
      type: this.#type,
      name: this.#name,
      status: 'running',
      startedAt: this.#startedAt,
      attempts: this.#attempts,
      ...(this.#input !== undefined && { input: copyJson(this.#input) }),
      ...this.#since,
      ...(this.#since?.output !== undefined && { output: copyJson(this.#since.output) }),
    };
  }

  attempt(number: number): void {
    this.#attempts = number;
    this.#since = undefined;
  }

  retry(at: number, error: ErrorData): void {
    this.#since = { status: 'running', retry: { at, error } };
  }

  complete(output?: JsonValue | void): void {
    const told = output !== undefined && output !== null && { output: copyJson(output) };
    this.#ended({ status: 'completed', endedAt: this.#steps.now(), ...told });
  }

  fail(error: unknown): void {
    // For a failure, report the error that the activity or child threw.
    const reported = innermost(error);
    const failed = TimeoutError.isInstance(reported) ? 'timed_out' : 'failed';
    const status = isCancellation(error) ? 'cancelled' : failed;
    // A cancellation is not a failure.
    const told = status !== 'cancelled' && { error: errorToData(reported) };
    this.#ended({ status, endedAt: this.#steps.now(), ...told });
  }

  #ended(how: Since): void {
    this.#since = how;
    this.#steps.ended();
  }
}

/** The step of a child workflow, with the child's ID. */
class ChildStep extends Step {
  readonly #workflowId: string;

  constructor(steps: Steps, workflowName: string, input: JsonValue, workflowId: string) {
    super(steps, 'child', workflowName, input);
    this.#workflowId = workflowId;
  }

  override get told(): HistoryStep {
    return { ...super.told, workflowId: this.#workflowId };
  }
}

function innermost(error: unknown): unknown {
  return ActivityError.isInstance(error) || ChildWorkflowError.isInstance(error) ? error.cause : error;
}

function wallClock(): number {
  return Date.now();
}
