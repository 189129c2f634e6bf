import { type ActivityOptions, resolveActivityOptions, withNearerOptions } from '../activity/options.ts';
import { CallSite } from '../errors/stack.ts';
import { toArgs } from '../values/args.ts';
import { type Duration, toMilliseconds } from '../values/duration.ts';
import { checkFunction } from '../values/invalid-argument.ts';
import { checkSize, fromJsonPromise, jsonBytes, toJson } from '../values/json.ts';
import { checkItems, type Concurrency, mapBounded, resolveConcurrency } from '../values/map-bounded.ts';
import { checkDefinedName, checkName } from '../values/names.ts';
import {
  childHandle,
  type ChildOptions,
  childRequest,
  type ChildShare,
  type ChildWorkflowHandle,
  reached,
} from './child.ts';
import type { WorkflowInbox } from './inbox.ts';
import { type Handling, setMessageHandler, waitForSignal } from './message-handlers.ts';
import type { QueryDefinition, SignalDefinition, SignalPayload, UpdateDefinition } from './messages.ts';
import { nameToStart, type StartableWorkflow } from './startable.ts';
import { MIN_TIMER_MS, StepGate } from './step-gate.ts';
import type { StepPromises, UnawaitedFailure } from './step-promise.ts';
import { RunValues } from './run-values.ts';
import type { Scope, WorkflowRuntime } from './runtime.ts';

/**
 * The context of a workflow, `ctx`: the same on every engine. Use it for time, random numbers and waiting, so
 * that an engine can replay the workflow with the same result.
 *
 * Methods that wait reject with a {@link CancelledError} when the workflow is cancelled, and block while it is
 * paused.
 */
export class WorkflowContext extends RunValues {
  readonly #runtime: WorkflowRuntime;
  readonly #inbox: WorkflowInbox;
  readonly #shareForChild: (ctx: WorkflowContext) => ChildShare | undefined;
  #stepGate: StepGate | undefined;

  /** @param shareForChild returns what the workflow shares with its next child, if anything */
  constructor(
    runtime: WorkflowRuntime,
    inbox: WorkflowInbox,
    shareForChild: (ctx: WorkflowContext) => ChildShare | undefined,
  ) {
    super(runtime);
    this.#runtime = runtime;
    this.#inbox = inbox;
    this.#shareForChild = shareForChild;
  }

  /** Waits for a duration. On a durable engine, the wait survives process restarts. */
  sleep(duration: Duration): Promise<void> {
    const ms = Math.max(MIN_TIMER_MS, toMilliseconds(duration));
    return this.#steps.begin('timer', () => this.#runtime.sleep(ms));
  }

  /**
   * Waits until the predicate returns true. The predicate runs after every event of the workflow, so it must be
   * fast and without side effects.
   *
   * @throws {@link TimeoutError} when it does not return true in time
   */
  condition(predicate: () => boolean, timeout?: Duration): Promise<void> {
    checkFunction('predicate', predicate);
    return this.#steps.wait('condition', () => this.#runtime.condition(predicate), timeout);
  }

  /**
   * Runs a function, and cancels what it started when the timeout expires. The timeout keeps running while the
   * workflow is paused: code that handles the timeout runs, and the steps that it starts wait for `resume`.
   *
   * @throws {@link TimeoutError} when the timeout expires first
   */
  withTimeout<T>(duration: Duration, fn: () => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.#steps.wait('withTimeout', fn, toMilliseconds(duration));
  }

  /** Runs a function in a scope that can be cancelled separately. Temporal's `CancellationScope.cancellable`. */
  cancellable<T>(fn: (scope: Scope) => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.promises.run('cancellable', () => this.#runtime.runScope('cancellable', fn));
  }

  /** Runs a function that is shielded from the workflow's cancellation: for cleanup in a `finally`. */
  shielded<T>(fn: () => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.promises.run('shielded', () => this.#runtime.runScope('shielded', fn));
  }

  /**
   * Runs an activity by its name. If you can import the activity's definition, call that instead: it is typed.
   *
   * @throws {@link ActivityError} when it failed permanently
   */
  executeActivity<Output>(activity: string, input: unknown, options?: ActivityOptions): Promise<Output> {
    checkDefinedName('activity name', activity);
    const request = {
      activity,
      input: toJson(input, `input of activity ${activity}`),
      options: resolveActivityOptions(withNearerOptions(this.#runtime.activityDefaults?.(activity), options)),
    };
    return this.#steps.begin(
      `activity "${activity}"`,
      () => fromJsonPromise<Output>(this.#runtime.executeActivity(request)),
      new CallSite(this.executeActivity, 'step'),
    );
  }

  /**
   * Waits for the next signal with this name. Signals that arrived earlier are buffered.
   *
   * @throws {@link TimeoutError} when no signal arrives in time
   */
  waitForSignal<Args extends unknown[]>(
    signal: SignalDefinition<Args>,
    options: { readonly timeout?: Duration } = {},
  ): Promise<SignalPayload<Args>> {
    return waitForSignal(this.#runtime, this.#inbox, this.#steps, signal, options);
  }

  /** Handles every signal with this name, buffered ones first. A handler that throws fails the workflow. */
  setHandler<Args extends unknown[]>(
    signal: SignalDefinition<Args>,
    handler: (...args: Args) => void | Promise<void>,
  ): void;
  /** Handles a query. The handler must have no side effects and start no step. */
  setHandler<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    handler: (...args: Args) => Result,
  ): void;
  /** Handles an update. `validator` can reject it by throwing, before the handler runs. */
  setHandler<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    handler: (...args: Args) => Result | Promise<Result>,
    options?: { readonly validator?: (...args: Args) => void },
  ): void;
  setHandler(
    message: SignalDefinition | QueryDefinition | UpdateDefinition,
    handler: (...args: never[]) => unknown,
    options?: Handling,
  ): void {
    setMessageHandler(this.#runtime, this.#inbox, message, handler, options);
  }

  /**
   * Starts a child workflow and waits for its result.
   *
   * @throws {@link ChildWorkflowError} when the child did not complete, with the reason as `cause`
   */
  executeChild<Input, Output>(
    workflow: StartableWorkflow<Input, Output>,
    input: Input,
    options: ChildOptions = {},
  ): Promise<Output> {
    return this.promises.run(
      stepOfChild(nameToStart(workflow)),
      async () => (await this.startChild(workflow, input, options)).result(),
      new CallSite(this.executeChild, 'operation'),
    );
  }

  /** Starts a child workflow and returns its handle. */
  startChild<Input, Output>(
    workflow: StartableWorkflow<Input, Output>,
    input: Input,
    options: ChildOptions = {},
  ): Promise<ChildWorkflowHandle<Output>> {
    const share = this.#shareForChild(this);
    const request = childRequest(this.#runtime, workflow, input, options, share?.inherited);
    const name = stepOfChild(request.workflowName);
    const begin = <T>(start: () => Promise<T>, site: CallSite): Promise<T> =>
      this.#steps.begin(name, start, site);
    return begin(
      async () => {
        const child = childHandle<Output>(await this.#runtime.startChild(request), begin);
        share?.started(child);
        return child;
      },
      new CallSite(this.startChild, 'step'),
    );
  }

  /**
   * Calls a function for each item, with at most `concurrency` calls at a time, and returns the results in the
   * order of the items. After a failure, no more calls start; running ones are awaited, and the first failure
   * in the order of the items is thrown.
   */
  map<Item, Result>(
    items: readonly Item[],
    fn: (item: Item, index: number) => Promise<Result>,
    options: Concurrency = {},
  ): Promise<Result[]> {
    checkItems('items', items);
    checkFunction('fn', fn);
    const concurrency = resolveConcurrency(options);
    return this.promises.run('map', () => mapBounded(items, concurrency, fn));
  }

  /**
   * Sends a signal to a workflow by its id, such as one that is not a child, or this workflow itself.
   *
   * @throws {@link WorkflowNotFoundError} when the workflow does not exist or has ended
   */
  signalWorkflow<Args extends unknown[]>(
    workflowId: string,
    signal: SignalDefinition<Args>,
    ...args: Args
  ): Promise<void> {
    checkName('workflowId', workflowId);
    const values = toArgs(signal, args);
    return this.#steps.begin(
      `signal "${signal.name}" to workflow "${workflowId}"`,
      () => reached(workflowId, this.#runtime.signalWorkflow(workflowId, signal.name, values)),
      new CallSite(this.signalWorkflow, 'step'),
    );
  }

  /**
   * Ends this run and starts the same workflow again under its id, with a new input and an empty history.
   * Unhandled signals go to the next run. It throws to end the run, so let the error leave the workflow's
   * function or a handler. If an update handler calls it, the update fails, like every update that the run has
   * not completed.
   */
  continueAsNew(input: unknown): Promise<never> {
    const json = toJson(input, 'input of continueAsNew');
    return this.#steps.begin('continueAsNew', () => {
      // The signals are sent together with the input.
      const signals = this.#inbox.untaken().map(({ name, args }) => [name, args]);
      checkSize(jsonBytes(signals), 'unhandled signals of the run');
      return this.#runtime.continueAsNew(json).catch((end: unknown) => this.#inbox.rethrowEnd(end));
    });
  }

  /** {@link RunValues.patched}, which records its answer. */
  override patched(id: string): boolean {
    this.#steps.checkMayBegin('patched');
    return super.patched(id);
  }

  /** @internal Tracks every promise that workflow code receives. */
  get promises(): StepPromises {
    return this.#steps.promises;
  }

  /** @internal Returns the failed steps whose promises were not awaited. */
  unawaitedFailures(): readonly UnawaitedFailure[] {
    return this.#stepGate?.promises.list() ?? [];
  }

  /** @internal Publishes an item to followers. Without a value, withdraws it. */
  publish(name: string, key: string, value?: unknown): void {
    this.#runtime.publish(value === undefined ? { name, key } : { name, key, value: toJson(value, name) });
  }

  /** @internal Holds the messages that agents handle for activities. */
  get inbox(): WorkflowInbox {
    return this.#inbox;
  }

  get #steps(): StepGate {
    this.#stepGate ??= new StepGate(this.#runtime, this.#inbox);
    return this.#stepGate;
  }
}

function stepOfChild(name: string): string {
  return `child workflow "${name}"`;
}
