import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';

/** Runs the calls of one model that share its history, one after the other. */
export class CallQueue {
  readonly #waiting: object[] = [];
  #inCallback = false;

  /**
   * Runs a call when all earlier ones have ended. A call that is cancelled while it waits leaves the queue.
   *
   * @throws {@link InvalidArgumentError} inside {@link callback}, where the call would wait for itself
   */
  async run<T>(ctx: WorkflowContext, agent: string, call: () => Promise<T>): Promise<T> {
    if (this.#inCallback) {
      throw new InvalidArgumentError(
        `The model of agent "${agent}" cannot be called by its own tool or elicitation handler: the call would wait ` +
          'for itself. Set useHistory to false, or attach another model.',
        { argument: 'useHistory' },
      );
    }
    const ticket = {};
    this.#waiting.push(ticket);
    try {
      const isFirst = (): boolean => this.#waiting[0] === ticket;
      if (!isFirst()) await ctx.condition(isFirst);
      return await call();
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(ticket), 1);
    }
  }

  /** Runs code of the user for which a call waits. Detects a call in it only until its first `await`. */
  callback<T>(run: () => T): T {
    this.#inCallback = true;
    try {
      return run();
    } finally {
      this.#inCallback = false;
    }
  }
}
