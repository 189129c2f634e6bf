import type { CancelledError } from '@mcp-agent/core/errors';

/** Notified of the result of a wait before its caller. */
export interface WaitWatch<T> {
  complete(value: T): void;
  fail(error: unknown): void;
}

/** Holds waits until they are over. */
interface WaitOwner {
  forget(wait: Wait<never>): void;
}

/**
 * One wait in a scope. There may be a hundred thousand, so the awaited operation holds the wait itself and settles it
 * without a closure in between.
 */
export class Wait<in T> {
  readonly #owner: WaitOwner;
  readonly #resolve: (value: T) => void;
  readonly #reject: (error: unknown) => void;
  readonly #onCancel: ((error: CancelledError) => void) | undefined;
  readonly #watch: WaitWatch<T> | undefined;
  #source: Disposable | undefined;
  #over = false;

  constructor(
    owner: WaitOwner,
    resolve: (value: T) => void,
    reject: (error: unknown) => void,
    onCancel: ((error: CancelledError) => void) | undefined,
    watch: WaitWatch<T> | undefined,
  ) {
    this.#owner = owner;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onCancel = onCancel;
    this.#watch = watch;
  }

  /** @param begin starts the operation and returns a disposable that releases it */
  begin(begin: (wait: Wait<T>) => Disposable | undefined): void {
    this.#source = begin(this);
  }

  resolve(value: T): void {
    if (!this.#end()) return;
    this.#watch?.complete(value);
    this.#resolve(value);
  }

  reject(error: unknown): void {
    if (!this.#end()) return;
    this.#watch?.fail(error);
    this.#reject(error);
  }

  /** Releases the operation and rejects, unless the wait has its own `onCancel`. */
  cancel(error: CancelledError): void {
    if (this.#onCancel !== undefined) return this.#onCancel(error);
    if (!this.#over) this.#source?.[Symbol.dispose]();
    this.reject(error);
  }

  /** Releases the operation. The wait never settles. */
  release(): void {
    this.#over = true;
    this.#source?.[Symbol.dispose]();
  }

  #end(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#owner.forget(this);
    return true;
  }
}
