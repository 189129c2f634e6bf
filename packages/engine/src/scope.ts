import { CancelledError } from '@mcp-agent/core';
import type { Scope, ScopeKind } from '@mcp-agent/core/engine';

/** Something that waits in a scope. */
interface Waiting {
  /** Lets go of timers and the like. The wait is over. */
  release(): void;
  cancel(error: CancelledError): void;
}

/**
 * A part of a workflow that is cancelled as one. All that waits in it, or in scopes within it that are not
 * shielded, rejects; when the run ends, all is released and none of it ever settles.
 */
export class CancelScope implements Scope {
  readonly #waiting = new Set<Waiting>();
  readonly #inner = new Set<CancelScope>();
  readonly #kind: ScopeKind;
  #cancelled: CancelledError | undefined;
  #released = false;

  constructor(kind: ScopeKind) {
    this.#kind = kind;
  }

  get cancelled(): boolean {
    return this.#cancelled !== undefined;
  }

  /** Opens a scope within this one. */
  open(kind: ScopeKind): CancelScope {
    const inner = new CancelScope(kind);
    this.#inner.add(inner);
    if (this.#cancelled !== undefined && kind === 'cancellable') inner.#cancel(this.#cancelled);
    if (this.#released) inner.release();
    return inner;
  }

  /** Forgets a scope whose function has ended. */
  closed(inner: CancelScope): void {
    // What it started and did not wait for is still to be released with the run.
    if (inner.#waiting.size === 0 && inner.#inner.size === 0) this.#inner.delete(inner);
  }

  cancel(message?: string): void {
    this.#cancel(new CancelledError(message));
  }

  #cancel(error: CancelledError): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = error;
    for (const waiting of this.#waiting) waiting.cancel(error);
    for (const inner of this.#inner) {
      if (inner.#kind === 'cancellable') inner.#cancel(error);
    }
  }

  /** Ends the scope for good: what waits is released, and never settles. */
  release(): void {
    this.#released = true;
    for (const waiting of this.#waiting) waiting.release();
    this.#waiting.clear();
    for (const inner of this.#inner) inner.release();
    this.#inner.clear();
  }

  /**
   * Waits in this scope.
   *
   * @param begin starts what is waited for, and gives what lets go of it
   * @param onCancel what a cancellation does. Default: it lets go and rejects
   */
  wait<T>(
    begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
    onCancel?: (error: CancelledError) => void,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#released) return;
      if (this.#cancelled !== undefined) {
        reject(this.#cancelled);
        return;
      }
      let over = false;
      const end = (settle: () => void): void => {
        if (over) return;
        over = true;
        this.#waiting.delete(waiting);
        settle();
      };
      let letGo: () => void = () => {};
      const waiting: Waiting = {
        release: () => {
          over = true;
          letGo();
        },
        cancel: (error) =>
          onCancel === undefined
            ? end(() => {
                letGo();
                reject(error);
              })
            : onCancel(error),
      };
      this.#waiting.add(waiting);
      letGo = begin(
        (value) => end(() => resolve(value)),
        (error) => end(() => reject(error)),
      );
    });
  }
}
