import { InvalidArgumentError } from '../errors/values.ts';
import { type Duration, toMilliseconds } from '../values/duration.ts';
import type { WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';
import { StepPromises } from './step-promise.ts';
import { withTimeout } from './with-timeout.ts';

/** Temporal's shortest timer: an engine with a shorter one would tell another history. */
export const MIN_TIMER_MS = 1;

/** Where the steps of one run begin: none in a query handler or a validator, and none while the workflow is paused. */
export class StepGate {
  readonly promises: StepPromises = new StepPromises();
  readonly #runtime: WorkflowRuntime;
  readonly #inbox: WorkflowInbox;

  constructor(runtime: WorkflowRuntime, inbox: WorkflowInbox) {
    this.#runtime = runtime;
    this.#inbox = inbox;
  }

  /** {@link begin} for a wait that may have a time limit. The time goes on while the workflow is paused. */
  wait<T>(step: string, wait: () => Promise<T>, timeout: Duration | undefined): Promise<T> {
    if (timeout === undefined) return this.begin(step, wait);
    this.#checkMayBegin(step);
    const ms = Math.max(MIN_TIMER_MS, toMilliseconds(timeout, 'timeout'));
    return this.promises.run(step, () => this.#whenResumed(() => withTimeout(this.#runtime, ms, wait)));
  }

  /** Begins a step, or when the workflow is paused, waits with it for `resume`. */
  begin<T>(step: string, start: () => Promise<T>): Promise<T> {
    this.#checkMayBegin(step);
    return this.#inbox.paused
      ? this.promises.run(step, () => this.#whenResumed(start))
      : this.promises.deliver(step, start());
  }

  /** @throws {@link InvalidArgumentError} in a query handler or a validator: what began there would be in no history */
  #checkMayBegin(step: string): void {
    const what = this.#inbox.answering ?? (this.#runtime.answering === true ? 'query' : undefined);
    if (what === undefined) return;
    throw new InvalidArgumentError(
      `The ${what} began a step (${step}). Query handlers and validators only read: begin it in a signal or update handler.`,
      { argument: 'handler' },
    );
  }

  #whenResumed<T>(start: () => Promise<T>): Promise<T> {
    return this.#inbox.paused ? this.#runtime.condition(() => !this.#inbox.paused).then(start) : start();
  }
}
