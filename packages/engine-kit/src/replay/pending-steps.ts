import type { JsonValue } from '@mcp-agent/core';
import { errorFromData } from '@mcp-agent/core/errors';
import type { CancelScope } from '../scope.ts';
import type { Wait } from '../wait.ts';
import type { Came } from './journal.ts';

/** Callbacks of a step, beside its completion. */
export interface StepHooks {
  /** Called with the number of attempts when an activity completes. */
  readonly attempts?: (count: number) => void;
  /** Called when the child of this step has started. */
  readonly started?: (step: number) => void;
  /** If true, the side effect runs even if the run ended in the turn that issued the command. */
  readonly outlivesRun?: boolean;
  /** The side effect of a cancellation. If set, the step still runs to its end. */
  readonly cancel?: (step: number) => void;
}

interface Pending {
  readonly wait: Wait<JsonValue>;
  readonly hooks: StepHooks;
}

/** A run's pending steps, and the side effects still to perform for them. */
export class PendingSteps {
  readonly #pending = new Map<number, Pending>();
  #toDo: (() => void)[] = [];

  has(step: number): boolean {
    return this.#pending.has(step);
  }

  /**
   * Waits in a scope for a step to complete.
   *
   * @param note records the command and returns the step's number, or `undefined` if the run must stop
   * @param act performs the side effect and returns a disposable that releases it
   */
  wait(
    scope: CancelScope,
    note: () => number | undefined,
    act: (step: number) => Disposable | undefined,
    hooks: StepHooks,
  ): Promise<JsonValue> {
    let onCancel: (() => void) | undefined;
    return scope.wait<JsonValue>(
      (wait) => {
        const step = note();
        if (step === undefined) return undefined;
        let acting: Disposable | undefined;
        this.#pending.set(step, { wait, hooks });
        this.#toDo.push(() => {
          if (this.has(step) || hooks.outlivesRun === true) acting = act(step);
        });
        onCancel = () => {
          this.#toDo.push(() => {
            if (this.has(step)) hooks.cancel?.(step);
          });
        };
        return {
          [Symbol.dispose]: () => {
            this.#pending.delete(step);
            acting?.[Symbol.dispose]();
          },
        };
      },
      hooks.cancel === undefined ? undefined : () => onCancel?.(),
    );
  }

  started(step: number): void {
    this.#pending.get(step)?.hooks.started?.(step);
  }

  done({ step, output = null, error, attempts }: Came & { readonly type: 'done' }): void {
    const pending = this.#pending.get(step);
    this.#pending.delete(step);
    if (attempts !== undefined) pending?.hooks.attempts?.(attempts);
    if (error === undefined) pending?.wait.resolve(output);
    else pending?.wait.reject(errorFromData(error));
  }

  /** Performs the side effects queued since the last call, for steps that are still pending or outlive the run. */
  act(): void {
    const toDo = this.#toDo;
    this.#toDo = [];
    for (const doIt of toDo) doIt();
  }
}
