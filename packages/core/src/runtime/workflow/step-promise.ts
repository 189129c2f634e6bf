import type { CallSite } from '../errors/stack.ts';
import { isCancellation } from '../errors/is-cancellation.ts';

/** A failed step whose promise workflow code has not awaited. */
export interface UnawaitedFailure {
  /** Name of the step, such as `activity "charge"`. */
  readonly step: string;
  readonly error: unknown;
}

/**
 * Tracks the failed steps of one run that workflow code has not awaited. Every promise that `ctx`, activities,
 * agents and models return passes through {@link deliver}: it never counts as an unhandled rejection, on any
 * engine.
 */
export class StepPromises {
  #unawaited: Set<Watch> | undefined;

  /**
   * Returns the same promise, and tracks whether it is awaited.
   *
   * @param promise must not be resolved with another promise: an async function does that when it returns one
   * @param site the location that the stack of its error names. Default: the error keeps its own stack
   */
  deliver<T>(step: string, promise: Promise<T>, site?: CallSite): Promise<T> {
    if (WATCH in promise) return promise;
    const watch = new Watch(this, step, site);
    // Also marks the promise as handled. Must come before the prototype change, because `then` reads the constructor.
    promise.then(undefined, watch.rejected);
    watchPromise(promise, watch);
    return promise;
  }

  /** {@link deliver} for the result of any function. */
  run<T>(step: string, fn: () => Promise<T>, site?: CallSite): Promise<T> {
    return this.deliver(step, settledOnce(fn), site);
  }

  /** Returns the failures that were not awaited so far, without cancellations. */
  list(): UnawaitedFailure[] {
    return [...(this.#unawaited ?? [])].map(({ step, error }) => ({ step, error }));
  }

  add(watch: Watch): void {
    (this.#unawaited ??= new Set()).add(watch);
  }

  delete(watch: Watch): void {
    this.#unawaited?.delete(watch);
  }
}

// Must be an async function that awaits, so that its promise is resolved once, with a value.
async function settledOnce<T>(fn: () => Promise<T>): Promise<T> {
  // oxlint-disable-next-line typescript/return-await -- see above
  return await fn();
}

/** Tracks whether workflow code has awaited one promise. */
class Watch {
  readonly step: string;
  error: unknown;
  readonly #all: StepPromises;
  readonly #site: CallSite | undefined;
  #failed = false;
  #reads = 0;

  constructor(all: StepPromises, step: string, site?: CallSite) {
    this.#all = all;
    this.#site = site;
    this.step = step;
  }

  /** Number of reads of the promise's `constructor`. */
  get reads(): number {
    return this.#reads;
  }

  readonly rejected = (error: unknown): void => {
    this.#failed = true;
    if (isCancellation(error)) return;
    // This handler runs before those of workflow code, which was given the promise later.
    this.#site?.addTo(error);
    if (this.#reads > READS_WHEN_SETTLED) return;
    this.error = error;
    this.#all.add(this);
  };

  read(): void {
    this.#reads += 1;
    if (this.#failed) this.#all.delete(this);
  }
}

const WATCH = Symbol('watch');

function watchPromise(promise: object, watch: Watch): void {
  Object.defineProperty(promise, WATCH, { value: watch });
  Object.setPrototypeOf(promise, STEP_PROMISE);
}

/**
 * A promise prototype that tracks reads of `constructor`. By the language specification, `await`, `then`,
 * `catch`, `finally` and combinators such as `Promise.all` all read it. The value is still `Promise`, so
 * `await` creates no second promise, which would cost a stack trace in Temporal's isolate.
 */
const STEP_PROMISE: object = Object.create(Promise.prototype, {
  constructor: {
    get(this: { readonly [WATCH]?: Watch }): typeof Promise {
      this[WATCH]?.read();
      return Promise;
    },
  },
});

/** Number of reads when a promise settles: a hook of Temporal's SDK reads the constructor too. */
const READS_WHEN_SETTLED: number = readsWhenSettled();

function readsWhenSettled(): number {
  const watch = new Watch(new StepPromises(), '');
  let settle: () => void = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  watchPromise(promise, watch);
  settle();
  return watch.reads;
}
