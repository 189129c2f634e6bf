import { isCancellation } from '../errors/is-cancellation.ts';

/** A step that failed, and whose promise workflow code has not awaited so far. */
export interface UnawaitedFailure {
  /** What failed, such as `activity "charge"`. */
  readonly step: string;
  readonly error: unknown;
}

/**
 * The steps of one run whose failures workflow code has not seen. Every promise that `ctx`, activities, agents and
 * models return passes through {@link deliver}: it never counts as an unhandled rejection, on any engine. Its failure
 * goes to the code that awaits it, however late; one that no code has awaited is in {@link list}.
 */
export class StepPromises {
  #unawaited: Set<Watch> | undefined;

  /**
   * Returns the promise itself, which from now on notices whether it is awaited.
   *
   * @param promise must not be resolved with another promise: an async function does that when it returns one
   */
  deliver<T>(step: string, promise: Promise<T>): Promise<T> {
    if (WATCH in promise) return promise;
    const watch = new Watch(this, step);
    // Also what makes the promise count as handled. Before its prototype changes: reading that is what is watched.
    promise.then(undefined, watch.rejected);
    watchPromise(promise, watch);
    return promise;
  }

  /** {@link deliver} for what a function returns, whatever it does with promises. */
  run<T>(step: string, fn: () => Promise<T>): Promise<T> {
    return this.deliver(step, settledOnce(fn));
  }

  /** The failures that no code has awaited so far. A cancellation is no failure. */
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

// An async function that awaits: its promise is resolved with a value, once.
async function settledOnce<T>(fn: () => Promise<T>): Promise<T> {
  // oxlint-disable-next-line typescript/return-await -- see above
  return await fn();
}

/** Whether workflow code has looked at one promise. */
class Watch {
  readonly step: string;
  error: unknown;
  readonly #all: StepPromises;
  #failed = false;
  #reads = 0;

  constructor(all: StepPromises, step: string) {
    this.#all = all;
    this.step = step;
  }

  /** How often the promise's `constructor` was read. */
  get reads(): number {
    return this.#reads;
  }

  readonly rejected = (error: unknown): void => {
    this.#failed = true;
    if (this.#reads > READS_WHEN_SETTLED || isCancellation(error)) return;
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
 * A promise's prototype whose `constructor` is watched: `await`, `then`, `catch`, `finally`, and `Promise.all` and its
 * like all read it, by the language's own definition. It still is `Promise`, so an `await` costs no second promise:
 * in Temporal's isolate each one costs a stack trace.
 */
const STEP_PROMISE: object = Object.create(Promise.prototype, {
  constructor: {
    get(this: { readonly [WATCH]?: Watch }): typeof Promise {
      this[WATCH]?.read();
      return Promise;
    },
  },
});

/** Temporal's SDK reads the constructor too, when a promise is settled: by a hook, or by none. */
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
