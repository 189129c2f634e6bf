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

/** A step while it runs. */
export interface OpenStep {
  attempt(number: number): void;
  /** The last attempt failed, and the next one begins at a time in milliseconds since 1970. */
  retry(at: number, error: ErrorData): void;
  complete(output?: JsonValue | void): void;
  fail(error: unknown): void;
}

const NO_STEP: OpenStep = { attempt: () => {}, retry: () => {}, complete: () => {}, fail: () => {} };

/** What one run did, in order of its beginning. */
export class Steps {
  readonly #now: () => number;
  readonly #conditions: Conditions | undefined;
  // A chain: most runs of a hundred thousand that wait have one step, and an array has room for more.
  #first: Step | undefined;
  #last: Step | undefined;

  /**
   * @param now the run's clock: the recorded one in an engine that replays
   * @param conditions are looked at again when a step has ended
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

  /** Notes something that is over as soon as it begins. */
  note(type: HistoryStep['type'], name: string, input: JsonValue): void {
    this.begin(type, name, input).complete();
  }

  begin(type: HistoryStep['type'], name: string, input?: JsonValue): OpenStep {
    // Pauses, pieces of what a model writes and the like are no steps of the workflow.
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

  /** The run's time. */
  now(): number {
    return this.#now();
  }

  /** Told by a step that it has ended. */
  ended(): void {
    this.#conditions?.check();
  }
}

/** What is known of a step beside how it began. */
type Since = Pick<HistoryStep, 'status' | 'endedAt' | 'output' | 'error' | 'retry'>;

/** A step, which writes itself down: in copies, which no code changes afterwards. */
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
    this.#input = input === undefined ? undefined : copyJson(input);
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
    const status = isCancellation(error) ? 'cancelled' : isTimeout(error) ? 'timed_out' : 'failed';
    // A cancellation is no failure; of a failure, what the activity or the child itself threw is told.
    const told = status !== 'cancelled' && { error: errorToData(innermost(error)) };
    this.#ended({ status, endedAt: this.#steps.now(), ...told });
  }

  #ended(how: Since): void {
    this.#since = how;
    this.#steps.ended();
  }
}

/** The step of a child workflow, which has an id to reach it by. */
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

function isTimeout(error: unknown): boolean {
  return TimeoutError.isInstance(error) || (error instanceof Error && TimeoutError.isInstance(error.cause));
}

function innermost(error: unknown): unknown {
  return ActivityError.isInstance(error) || ChildWorkflowError.isInstance(error) ? error.cause : error;
}

function wallClock(): number {
  return Date.now();
}
