import type { CallSite } from '../errors/stack.ts';
import { InvalidArgumentError } from '../errors/values.ts';
import { type Duration, toMilliseconds } from '../values/duration.ts';
import type { WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';
import { StepPromises } from './step-promise.ts';
import { withTimeout } from './with-timeout.ts';

/** Temporal's shortest timer. A shorter one on another engine would lead to a different history. */
export const MIN_TIMER_MS = 1;

/**
 * Starts the steps of one run. Rejects them in a query handler or a validator, and delays them while the run is
 * paused.
 */
export class StepGate {
  readonly promises: StepPromises = new StepPromises();
  readonly #runtime: WorkflowRuntime;
  readonly #inbox: WorkflowInbox;

  constructor(runtime: WorkflowRuntime, inbox: WorkflowInbox) {
    this.#runtime = runtime;
    this.#inbox = inbox;
  }

  /** {@link begin} for a wait with an optional timeout. The timeout keeps running while the workflow is paused. */
  wait<T>(step: string, wait: () => Promise<T>, timeout: Duration | undefined): Promise<T> {
    if (timeout === undefined) return this.begin(step, wait);
    this.checkMayBegin(step);
    const ms = Math.max(MIN_TIMER_MS, toMilliseconds(timeout, 'timeout'));
    return this.promises.run(step, () => this.#whenResumed(() => withTimeout(this.#runtime, ms, wait)));
  }

  /**
   * Starts a step. While the workflow is paused, it first waits for `resume`.
   *
   * @param site the location that the stack of the step's error names. Default: the error keeps its own stack
   */
  begin<T>(step: string, start: () => Promise<T>, site?: CallSite): Promise<T> {
    this.checkMayBegin(step);
    return this.#inbox.paused
      ? this.promises.run(step, () => this.#whenResumed(start), site)
      : this.promises.deliver(step, start(), site);
  }

  /** @throws {@link InvalidArgumentError} in a query handler or a validator, whose steps would not be in the history */
  checkMayBegin(step: string): void {
    const what = this.#inbox.answering ?? (this.#runtime.answering === true ? 'query' : undefined);
    if (what === undefined) return;
    throw new InvalidArgumentError(
      `The ${what} started a step (${step}). Query handlers and validators only read; start steps in a signal or update handler.`,
      { argument: 'handler' },
    );
  }

  #whenResumed<T>(start: () => Promise<T>): Promise<T> {
    return this.#inbox.paused ? this.#runtime.condition(() => !this.#inbox.paused).then(start) : start();
  }
}
