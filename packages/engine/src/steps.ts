import {
  ActivityError,
  ChildWorkflowError,
  type ErrorData,
  errorToData,
  type HistoryStep,
  isCancellation,
  type JsonValue,
  TimeoutError,
} from '@mcp-agent/core';

import type { Conditions } from './conditions.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A step while it runs. */
export interface OpenStep {
  attempt(number: number): void;
  /** The last attempt failed, and the next one begins at a time in milliseconds since 1970. */
  retry(at: number, error: ErrorData): void;
  complete(output?: JsonValue | void): void;
  fail(error: unknown): void;
}

/** What one run did, in order of its beginning. */
export class Steps {
  /** Made with its first step: the room for one is all that most runs of a hundred thousand need. */
  #steps: Step[] | undefined;
  readonly #now: () => number;
  readonly #conditions: Conditions | undefined;

  /**
   * @param now the run's clock: the recorded one in an engine that replays
   * @param conditions are looked at again when a step has ended
   */
  constructor(now: () => number = wallClock, conditions?: Conditions) {
    this.#now = now;
    this.#conditions = conditions;
  }

  list(): HistoryStep[] {
    return this.#steps?.map((step) => step.told) ?? [];
  }

  /** Notes something that is over as soon as it begins. */
  note(type: HistoryStep['type'], name: string, input: JsonValue): void {
    this.begin(type, name, input).complete();
  }

  begin(type: HistoryStep['type'], name: string, input?: JsonValue): OpenStep {
    const step = new Step(type, name, input, this.#now, this.#conditions);
    if (this.#steps === undefined) this.#steps = [step];
    else this.#steps.push(step);
    return step;
  }
}

/** A step, which writes itself down. */
class Step implements OpenStep {
  readonly #told: Writable<HistoryStep>;
  readonly #now: () => number;
  readonly #conditions: Conditions | undefined;

  constructor(
    type: HistoryStep['type'],
    name: string,
    input: JsonValue | undefined,
    now: () => number,
    conditions: Conditions | undefined,
  ) {
    this.#now = now;
    this.#conditions = conditions;
    this.#told = { type, name, status: 'running', startedAt: now(), attempts: 1 };
    if (input !== undefined) this.#told.input = input;
  }

  get told(): HistoryStep {
    return { ...this.#told };
  }

  attempt(number: number): void {
    this.#told.attempts = number;
    delete this.#told.retry;
  }

  retry(at: number, error: ErrorData): void {
    this.#told.retry = { at, error };
  }

  complete(output?: JsonValue | void): void {
    this.#end('completed');
    if (output !== undefined && output !== null) this.#told.output = output;
    this.#conditions?.check();
  }

  fail(error: unknown): void {
    this.#end(isCancellation(error) ? 'cancelled' : isTimeout(error) ? 'timed_out' : 'failed');
    // A cancellation is no failure; of a failure, what the activity or the child itself threw is told.
    if (this.#told.status !== 'cancelled') this.#told.error = errorToData(innermost(error));
    this.#conditions?.check();
  }

  #end(status: HistoryStep['status']): void {
    this.#told.status = status;
    this.#told.endedAt = this.#now();
    delete this.#told.retry;
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
