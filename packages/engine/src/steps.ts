import {
  ActivityError,
  ChildWorkflowError,
  errorToData,
  type HistoryStep,
  isCancellation,
  type JsonValue,
  TimeoutError,
} from '@mcp-agent/core';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A step while it runs. */
export interface OpenStep {
  attempt(number: number): void;
  complete(output?: JsonValue): void;
  fail(error: unknown): void;
}

/** What one run did, in order of its beginning. */
export class Steps {
  readonly #steps: Writable<HistoryStep>[] = [];
  readonly #now: () => number;

  /** @param now the run's clock: the recorded one in an engine that replays */
  constructor(now: () => number = wallClock) {
    this.#now = now;
  }

  list(): HistoryStep[] {
    return this.#steps.map((step) => ({ ...step }));
  }

  /** Notes something that is over as soon as it begins. */
  note(type: HistoryStep['type'], name: string, input: JsonValue): void {
    this.begin(type, name, input).complete();
  }

  begin(type: HistoryStep['type'], name: string, input?: JsonValue): OpenStep {
    const step: Writable<HistoryStep> = {
      type,
      name,
      status: 'running',
      startedAt: this.#now(),
      attempts: 1,
      ...(input !== undefined && { input }),
    };
    this.#steps.push(step);
    return {
      attempt: (number) => {
        step.attempts = number;
      },
      complete: (output) => {
        step.status = 'completed';
        step.endedAt = this.#now();
        if (output !== undefined) step.output = output;
      },
      fail: (error) => {
        step.status = isCancellation(error) ? 'cancelled' : isTimeout(error) ? 'timed_out' : 'failed';
        step.endedAt = this.#now();
        // A cancellation is no failure; of a failure, what the activity or the child itself threw is told.
        if (step.status !== 'cancelled') step.error = errorToData(innermost(error));
      },
    };
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
