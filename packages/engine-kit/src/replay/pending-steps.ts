import type { JsonValue } from '@mcp-agent/core';
import { errorFromData } from '@mcp-agent/core/errors';
import type { CancelScope } from '../scope.ts';
import type { Wait } from '../wait.ts';
import type { Came } from './journal.ts';

/** What a step does when something comes to it, beside coming back. */
export interface StepHooks {
  /** Told the attempts of an activity that came back. */
  readonly attempts?: (count: number) => void;
  /** Told that the child of this step runs. */
  readonly started?: (step: number) => void;
  /** True: done in the world although the run ended in the turn that asked for it. */
  readonly outlivesRun?: boolean;
  /** What a cancellation does in the world, where the step goes on to its end. */
  readonly cancel?: (step: number) => void;
}

interface Pending {
  readonly wait: Wait<JsonValue>;
  readonly hooks: StepHooks;
}

/** The steps of a run that have not come back, and what is to be done for them in the world. */
export class PendingSteps {
  readonly #pending = new Map<number, Pending>();
  #toDo: (() => void)[] = [];

  has(step: number): boolean {
    return this.#pending.has(step);
  }

  /**
   * Waits in a scope for a step to come back.
   *
   * @param note gives the step's number; nothing when the run must not go on
   * @param act does what the step asks for, and gives what lets go of it
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

  /** Does in the world what was asked for since the last time, for the steps that still wait or outlive the run. */
  act(): void {
    const toDo = this.#toDo;
    this.#toDo = [];
    for (const doIt of toDo) doIt();
  }
}
