import type { WorkflowContext } from '../../runtime/workflow/context.ts';

/** Work that several callers wait for. A caller that is cancelled leaves the others waiting; the last one cancels it. */
export class SharedWork<T> {
  /** The result, for code that does not count as a caller. */
  readonly result: Promise<T>;
  #callers = 0;
  #isSettled = false;
  #cancel: () => void = () => {};

  /** @param onCancel called when the last caller is cancelled: later callers need other work */
  constructor(ctx: WorkflowContext, work: () => Promise<T>, onCancel: () => void) {
    this.result = ctx.shielded(() =>
      ctx.cancellable((scope) => {
        this.#cancel = () => {
          scope.cancel('Its callers were cancelled.');
          onCancel();
        };
        return work();
      }),
    );
    const settle = (): void => {
      this.#isSettled = true;
    };
    this.result.then(settle, settle);
  }

  /** Waits for the result in the scope of the caller. */
  async wait(ctx: WorkflowContext): Promise<T> {
    this.#callers += 1;
    try {
      await ctx.condition(() => this.#isSettled);
    } finally {
      this.#callers -= 1;
      if (this.#callers === 0 && !this.#isSettled) this.#cancel();
    }
    return this.result;
  }
}
