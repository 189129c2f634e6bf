import type { CancelledError } from '@mcp-agent/core/errors';
import { type Scope, scopeCancelled, type ScopeKind } from '@mcp-agent/core/engine';
import { type SmallSet, forEachElement, withElement, withoutElement } from './small-set.ts';
import { Wait, type WaitWatch } from './wait.ts';

/**
 * A part of a workflow that is cancelled as one. Cancelling rejects all waits in it and in nested scopes that are not
 * shielded. When the run ends, all waits are released and never settle.
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

  /** @throws {@link CancelledError} when the scope is cancelled: no new operation may start */
  throwIfCancelled(): void {
    if (this.#cancelled !== undefined) throw scopeCancelled(this.#cancelled.message);
  }

  /** Opens a nested scope. */
  open(kind: ScopeKind): CancelScope {
    const inner = new CancelScope(kind);
    this.#inner = withElement(this.#inner, inner);
    if (this.#cancelled !== undefined && kind === 'cancellable') inner.#cancel(this.#cancelled);
    if (this.#released) inner.release();
    return inner;
  }

  /** Removes a nested scope whose function has ended. */
  closed(inner: CancelScope): void {
    // Keep it while it has waits that it did not await: they are released with the run.
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

  /** Releases all waits in the scope; they never settle. */
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
   * @param begin starts the operation, which settles the wait, and returns a disposable that releases it
   * @param onCancel replaces the default action on cancellation, which releases the operation and rejects
   * @param watch notified of the result before the caller
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

  /** Called by a wait when it is over. */
  forget(wait: Wait<never>): void {
    this.#waits = withoutElement(this.#waits, wait);
  }
}
