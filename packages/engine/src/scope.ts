import { CancelledError } from '@mcp-agent/core';
import type { Scope, ScopeKind } from '@mcp-agent/core/engine';
import { Few } from './few.ts';

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
  readonly #waiting = new Few<Waiting>();
  readonly #inner = new Few<CancelScope>();
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
    this.#waiting.forEach((waiting) => waiting.cancel(error));
    this.#inner.forEach((inner) => {
      if (inner.#kind === 'cancellable') inner.#cancel(error);
    });
  }

  /** Ends the scope for good: what waits is released, and never settles. */
  release(): void {
    this.#released = true;
    this.#waiting.forEach((waiting) => waiting.release());
    this.#waiting.clear();
    this.#inner.forEach((inner) => inner.release());
    this.#inner.clear();
  }

  /**
   * Waits in this scope.
   *
   * @param begin starts what is waited for, and gives what lets go of it
   * @param onCancel what a cancellation does. Default: it lets go and rejects
   * @param watch is told how the wait ended, before whoever waits
   */
  wait<T>(
    begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
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
      new Wait(this.#waiting, resolve, reject, onCancel, watch).begin(begin);
    });
  }
}

/** Who is told how a wait ended. */
export interface WaitWatch<T> {
  complete(value: T): void;
  fail(error: unknown): void;
}

/** One wait in a scope. */
class Wait<T> implements Waiting {
  readonly #among: Few<Waiting>;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onCancel: ((error: CancelledError) => void) | undefined;
  readonly #watch: WaitWatch<T> | undefined;
  #letGo: (() => void) | undefined;
  #over = false;

  constructor(
    among: Few<Waiting>,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
    onCancel: ((error: CancelledError) => void) | undefined,
    watch: WaitWatch<T> | undefined,
  ) {
    this.#among = among;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onCancel = onCancel;
    this.#watch = watch;
  }

  begin(start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void): void {
    this.#among.add(this);
    this.#letGo = start(
      (value) => {
        if (!this.#end()) return;
        this.#watch?.complete(value);
        this.#resolve(value);
      },
      (error) => {
        if (this.#end()) this.#fail(error);
      },
    );
  }

  release(): void {
    this.#over = true;
    this.#letGo?.();
  }

  cancel(error: CancelledError): void {
    if (this.#onCancel !== undefined) this.#onCancel(error);
    else if (this.#end()) {
      this.#letGo?.();
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#watch?.fail(error);
    this.#reject(error);
  }

  #end(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#among.delete(this);
    return true;
  }
}
