import type { CancelledError } from '@mcp-agent/core/errors';
import { type Scope, scopeCancelled, type ScopeKind } from '@mcp-agent/core/engine';
import { type SmallSet, forEachElement, withElement, withoutElement } from './small-set.ts';
import { Wait, type WaitWatch } from './wait.ts';

/**
 * A part of a workflow that is cancelled as one. All that waits in it, or in scopes within it that are not
 * shielded, rejects; when the run ends, all is released and none of it ever settles.
 */
export class CancelScope implements Scope {
  #waits: SmallSet<Wait<never>>;
  #inner: SmallSet<CancelScope>;
  readonly #kind: ScopeKind;
  #cancelled: CancelledError | undefined;
  #released = false;

  constructor(kind: ScopeKind) {
    this.#kind = kind;
  }

  get cancelled(): boolean {
    return this.#cancelled !== undefined;
  }

  /** @throws {@link CancelledError} where the scope is cancelled: nothing new begins there */
  throwIfCancelled(): void {
    if (this.#cancelled !== undefined) throw scopeCancelled(this.#cancelled.message);
  }

  /** Opens a scope within this one. */
  open(kind: ScopeKind): CancelScope {
    const inner = new CancelScope(kind);
    this.#inner = withElement(this.#inner, inner);
    if (this.#cancelled !== undefined && kind === 'cancellable') inner.#cancel(this.#cancelled);
    if (this.#released) inner.release();
    return inner;
  }

  /** Forgets a scope whose function has ended. */
  closed(inner: CancelScope): void {
    // What it started and did not wait for is still to be released with the run.
    if (inner.#waits === undefined && inner.#inner === undefined) {
      this.#inner = withoutElement(this.#inner, inner);
    }
  }

  cancel(message?: string): void {
    this.#cancel(scopeCancelled(message));
  }

  #cancel(error: CancelledError): void {
    if (this.#cancelled !== undefined) return;
    this.#cancelled = error;
    forEachElement(this.#waits, (wait) => wait.cancel(error));
    forEachElement(this.#inner, (inner) => {
      if (inner.#kind === 'cancellable') inner.#cancel(error);
    });
  }

  /** Ends the scope for good: what waits is released, and never settles. */
  release(): void {
    this.#released = true;
    forEachElement(this.#waits, (wait) => wait.release());
    this.#waits = undefined;
    forEachElement(this.#inner, (inner) => inner.release());
    this.#inner = undefined;
  }

  /**
   * Waits in this scope.
   *
   * @param begin starts what is waited for, which settles the wait, and gives what lets go of it
   * @param onCancel what a cancellation does. Default: it lets go and rejects
   * @param watch is told how the wait ended, before whoever waits
   */
  wait<T>(
    begin: (wait: Wait<T>) => Disposable | undefined,
    onCancel?: (error: CancelledError) => void,
    watch?: WaitWatch<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#released) return;
      if (this.#cancelled !== undefined) {
        watch?.fail(this.#cancelled);
        reject(this.#cancelled);
        return;
      }
      const wait = new Wait<T>(this, resolve, reject, onCancel, watch);
      this.#waits = withElement(this.#waits, wait);
      wait.begin(begin);
    });
  }

  /** Told by a wait that it is over. */
  forget(wait: Wait<never>): void {
    this.#waits = withoutElement(this.#waits, wait);
  }
}
