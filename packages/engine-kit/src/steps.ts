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
import { type EventBody, EventLog, type LoggedStep } from './run-events.ts';

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

/** The history of one run: its steps in start order, and its events in the order of recording. */
export class Steps {
  readonly #now: () => number;
  readonly #conditions: Conditions | undefined;
  // A linked list: most of a hundred thousand waiting runs have one step, and an array reserves more memory.
  #first: Step | undefined;
  #last: Step | undefined;
  #recorded = 1;
  #log: EventLog | undefined;
  #isClosed = false;

  /**
   * @param now the run's clock; in a replaying engine, the recorded one
   * @param conditions rechecked when a step has ended
   */
  constructor(now: () => number = wallClock, conditions?: Conditions) {
    this.#now = now;
    this.#conditions = conditions;
  }

  list(): HistoryStep[] {
    return Array.from(this.#all(), (step) => step.current);
  }

  /** Number of the last recorded event. The first is the start of the run. */
  get recorded(): number {
    return this.#recorded;
  }

  /** The events, in the form for followers. Created on first use. */
  get log(): EventLog {
    return (this.#log ??= new EventLog(this.#all()));
  }

  /** Records a signal. */
  signal(name: string, args: JsonValue[]): void {
    if (isReservedName(name) || this.#isClosed) return;
    const step = new Step(this, 'signal', name, args);
    this.#append(step);
    step.complete();
  }

  /** Records an event that is not a step. */
  note(body: EventBody): void {
    if (this.#isClosed) return;
    const { log } = this;
    this.#recorded += 1;
    log.note(body);
  }

  /** Stops recording, so that no event follows the end of the run. */
  close(): void {
    this.#isClosed = true;
    this.wake();
  }

  /** Makes followers look for new events. */
  wake(): void {
    this.#log?.wake();
  }

  begin(type: HistoryStep['type'], name: string, input?: JsonValue): OpenStep {
    // Internal messages, such as pauses and model output chunks, are not steps of the workflow.
    if (isReservedName(name) || this.#isClosed) return NO_STEP;
    return this.#add(new Step(this, type, name, input));
  }

  beginChild(workflowName: string, input: JsonValue, workflowId: string): OpenStep {
    if (this.#isClosed) return NO_STEP;
    return this.#add(new ChildStep(this, workflowName, input, workflowId));
  }

  #add(step: Step): OpenStep {
    this.#append(step);
    this.#recorded += 1;
    this.#log?.started(step);
    return step;
  }

  #append(step: Step): void {
    if (this.#last === undefined) this.#first = step;
    else this.#last.next = step;
    this.#last = step;
  }

  *#all(): Generator<Step> {
    for (let step = this.#first; step !== undefined; step = step.next) yield step;
  }

  now(): number {
    return this.#now();
  }

  /**
   * Called by a step before it ends.
   *
   * @returns the number of the event, or `undefined` if the run has ended before
   */
  nextNumber(): number | undefined {
    if (this.#isClosed) return undefined;
    this.#recorded += 1;
    return this.#recorded;
  }

  /** Called by a step when it has ended. */
  ended(step: LoggedStep): void {
    this.#log?.ended(step);
    this.#conditions?.check();
  }
}

/** The progress of a step since it started. */
type Since = Pick<HistoryStep, 'status' | 'endedAt' | 'output' | 'error' | 'retry'>;
/** The end of a step, with the number of its event. */
type End = Since & { readonly number: number };

/** A step that records itself. It stores copies, so that no code mutates them later. */
class Step implements OpenStep, LoggedStep {
  next: Step | undefined;
  readonly #steps: Steps;
  readonly #type: HistoryStep['type'];
  readonly #name: string;
  readonly #input: JsonValue | undefined;
  readonly #startedAt: number;
  #attempts = 1;
  #since: Since | End | undefined;

  constructor(steps: Steps, type: HistoryStep['type'], name: string, input: JsonValue | undefined) {
    this.#steps = steps;
    this.#type = type;
    this.#name = name;
    // Attempts of an activity receive copies. Workflow code may mutate every other input.
    this.#input = type === 'activity' || input === undefined ? input : copyJson(input);
    this.#startedAt = steps.now();
  }

  get isInstant(): boolean {
    return this.#type === 'signal';
  }

  get current(): HistoryStep {
    const { status = 'running', endedAt, output, error, retry }: Partial<Since> = this.#since ?? {};
    return {
      ...this.started,
      status,
      attempts: this.#attempts,
      ...(endedAt !== undefined && { endedAt }),
      ...(output !== undefined && { output: copyJson(output) }),
      ...(error !== undefined && { error }),
      ...(retry !== undefined && { retry }),
    };
  }

  get endNumber(): number | undefined {
    return this.#since !== undefined && 'number' in this.#since ? this.#since.number : undefined;
  }

  get started(): HistoryStep {
    return {
      type: this.#type,
      name: this.#name,
      status: 'running',
      startedAt: this.#startedAt,
      attempts: 1,
      ...(this.#input !== undefined && { input: copyJson(this.#input) }),
    };
  }

  attempt(number: number): void {
    if (this.endNumber !== undefined) return;
    this.#attempts = number;
    this.#since = undefined;
  }

  retry(at: number, error: ErrorData): void {
    if (this.endNumber !== undefined) return;
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
    const number = this.#steps.nextNumber();
    if (number === undefined) return;
    this.#since = { ...how, number };
    this.#steps.ended(this);
  }
}

/** The step of a child workflow, with the child's ID. */
class ChildStep extends Step {
  readonly #workflowId: string;

  constructor(steps: Steps, workflowName: string, input: JsonValue, workflowId: string) {
    super(steps, 'child', workflowName, input);
    this.#workflowId = workflowId;
  }

  override get started(): HistoryStep {
    return { ...super.started, workflowId: this.#workflowId };
  }
}

function innermost(error: unknown): unknown {
  return ActivityError.isInstance(error) || ChildWorkflowError.isInstance(error) ? error.cause : error;
}

function wallClock(): number {
  return Date.now();
}
