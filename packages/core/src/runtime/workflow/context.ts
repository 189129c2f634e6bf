import { type ActivityOptions, resolveActivityOptions } from '../activity/options.ts';
import { checkChoice } from '../executor/start.ts';
import { DEFINED_MESSAGE, toArgs } from '../values/args.ts';
import { type Duration, toMilliseconds } from '../values/duration.ts';
import { checkFunction, checkObject } from '../values/invalid-argument.ts';
import { checkSize, fromJson, fromJsonPromise, jsonBytes, type JsonValue, toJson } from '../values/json.ts';
import { checkItems, type Concurrency, mapBounded, resolveConcurrency } from '../values/map-bounded.ts';
import { checkDefinedName, checkMessageName, checkName } from '../values/names.ts';
import { childHandle, type ChildOptions, childRequest, type ChildWorkflowHandle, reached } from './child.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { WorkflowInbox } from './inbox.ts';
import { type WorkflowLogger, workflowLogger } from './logger.ts';
import type { QueryDefinition, SignalDefinition, SignalPayload, UpdateDefinition } from './messages.ts';
import { nameToStart } from './registry.ts';
import { MIN_TIMER_MS, StepGate } from './step-gate.ts';
import type { StepPromises, UnawaitedFailure } from './step-promise.ts';
import type { Scope, WorkflowInfo, WorkflowRuntime } from './runtime.ts';

/**
 * What a workflow has of the world, `ctx`: the same on every engine. Time, chance and waiting go through it,
 * so that an engine may run the workflow again and come to the same place.
 *
 * Whatever waits here rejects with a {@link CancelledError} when the workflow is cancelled, and waits while
 * it is paused.
 */
export class WorkflowContext implements WorkflowInfo {
  readonly #runtime: WorkflowRuntime;
  readonly #inbox: WorkflowInbox;
  #stepGate: StepGate | undefined;
  #conversations = 0;

  constructor(runtime: WorkflowRuntime, inbox: WorkflowInbox) {
    this.#runtime = runtime;
    this.#inbox = inbox;
  }

  get workflowId(): string {
    return this.#runtime.info.workflowId;
  }
  get runId(): string {
    return this.#runtime.info.runId;
  }
  get workflowName(): string {
    return this.#runtime.info.workflowName;
  }
  get engine(): string {
    return this.#runtime.info.engine;
  }
  get attempt(): number {
    return this.#runtime.info.attempt;
  }
  get startTime(): number {
    return this.#runtime.info.startTime;
  }
  get parent(): WorkflowInfo['parent'] {
    return this.#runtime.info.parent;
  }

  /** Writes to the engine's log, and is silent while the engine replays. */
  get logger(): WorkflowLogger {
    return workflowLogger(this.#runtime);
  }

  /** Milliseconds since 1970, the same at every replay. Use it in place of `Date.now()`. */
  now(): number {
    return this.#runtime.now();
  }

  /** A number from 0 up to 1, the same at every replay. Use it in place of `Math.random()`. */
  random(): number {
    return this.#runtime.random();
  }

  /** A version 4 UUID, the same at every replay. */
  uuid(): string {
    return this.#runtime.uuid();
  }

  /** Waits. The wait outlives the process where the engine is durable. */
  sleep(duration: Duration): Promise<void> {
    const ms = Math.max(MIN_TIMER_MS, toMilliseconds(duration));
    return this.#steps.begin('timer', () => this.#runtime.sleep(ms));
  }

  /**
   * Waits until the predicate holds. It is asked again after whatever happens in the workflow, so it must be
   * quick and change nothing.
   *
   * @throws {@link TimeoutError} when it does not hold in time
   */
  condition(predicate: () => boolean, timeout?: Duration): Promise<void> {
    checkFunction('predicate', predicate);
    return this.#steps.wait('condition', () => this.#runtime.condition(predicate), timeout);
  }

  /**
   * Runs a function, and cancels what it started when it takes too long. The time goes on while the workflow is
   * paused: code that handles the time-out runs, and what it starts waits for `resume`.
   *
   * @throws {@link TimeoutError} when the time is up first
   */
  withTimeout<T>(duration: Duration, fn: () => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.#steps.wait('withTimeout', fn, toMilliseconds(duration));
  }

  /** Runs a function in a scope that can be cancelled by itself. Temporal's `CancellationScope.cancellable`. */
  cancellable<T>(fn: (scope: Scope) => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.promises.run('cancellable', () => this.#runtime.runScope('cancellable', fn));
  }

  /** Runs a function that the workflow's cancellation does not reach: for clean-up in a `finally`. */
  shielded<T>(fn: () => Promise<T>): Promise<T> {
    checkFunction('fn', fn);
    return this.promises.run('shielded', () => this.#runtime.runScope('shielded', fn));
  }

  /**
   * Has the engine run an activity by its name. Where the activity's definition can be imported, call that
   * instead: it knows its types.
   *
   * @throws {@link ActivityError} when it failed for good
   */
  executeActivity<Output>(activity: string, input: unknown, options?: ActivityOptions): Promise<Output> {
    checkDefinedName('activity name', activity);
    const request = {
      activity,
      input: toJson(input, `input of activity ${activity}`),
      options: resolveActivityOptions(options),
    };
    return this.#steps.begin(`activity "${activity}"`, () =>
      fromJsonPromise<Output>(this.#runtime.executeActivity(request)),
    );
  }

  /**
   * Waits for the next signal of that name; one that came before is kept for this.
   *
   * @throws {@link TimeoutError} when none comes in time
   */
  waitForSignal<Args extends unknown[]>(
    signal: SignalDefinition<Args>,
    options: { readonly timeout?: Duration } = {},
  ): Promise<SignalPayload<Args>> {
    checkObject('signal', signal, DEFINED_MESSAGE);
    checkObject('options', options);
    const name = checkMessageName('signal name', signal.name);
    return this.#steps.wait(`signal "${name}"`, () => this.#nextSignal(name), options.timeout);
  }

  /**
   * Handles a signal whenever it comes, those that came early first. A handler that throws fails the workflow.
   */
  setHandler<Args extends unknown[]>(
    signal: SignalDefinition<Args>,
    handler: (...args: Args) => void | Promise<void>,
  ): void;
  /** Answers a query. The handler must change nothing: it begins no step. */
  setHandler<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    handler: (...args: Args) => Result,
  ): void;
  /** Answers an update. `validator` may refuse it by throwing, before anything is done. */
  setHandler<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    handler: (...args: Args) => Result | Promise<Result>,
    options?: { readonly validator?: (...args: Args) => void },
  ): void;
  setHandler(
    message: SignalDefinition | QueryDefinition | UpdateDefinition,
    handler: (...args: never[]) => unknown,
    options: { readonly validator?: (...args: never[]) => void } = {},
  ): void {
    checkObject('message', message, DEFINED_MESSAGE);
    checkChoice('message.type', message.type, MESSAGE_TYPES);
    const name = checkMessageName(`${message.type} name`, message.name);
    checkFunction('handler', handler);
    checkObject('options', options);
    const { validator } = options;
    if (validator !== undefined) checkFunction('validator', validator);
    const handle = (...args: JsonValue[]): unknown => handler(...fromArgs(args));
    if (message.type === 'signal') {
      this.#inbox.setSignalHandler(name, async (...args) => handle(...args));
    } else if (message.type === 'query') {
      this.#inbox.setQueryHandler(name, handle);
    } else {
      this.#inbox.setUpdateHandler(
        name,
        async (...args) => handle(...args),
        validator === undefined ? undefined : (...args) => validator(...fromArgs(args)),
      );
      this.#runtime.updateHandlerSet?.(name);
    }
  }

  /**
   * Starts a child workflow and waits for what it gives.
   *
   * @throws {@link ChildWorkflowError} when the child did not complete, with the reason as `cause`
   */
  executeChild<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    input: Input,
    options: ChildOptions = {},
  ): Promise<Output> {
    return this.promises.run(stepOfChild(nameToStart(workflow)), async () =>
      (await this.startChild(workflow, input, options)).result(),
    );
  }

  /** Starts a child workflow, and gives what it can be followed and reached by. */
  startChild<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    input: Input,
    options: ChildOptions = {},
  ): Promise<ChildWorkflowHandle<Output>> {
    const request = childRequest(this.#runtime, workflow, input, options);
    const name = stepOfChild(request.workflowName);
    return this.#steps.begin(name, async () =>
      childHandle<Output>(await this.#runtime.startChild(request), (start) => this.#steps.begin(name, start)),
    );
  }

  /**
   * Calls a function for each item, at the most `concurrency` at once, and gives the results in the items'
   * order. After one has failed no more are begun; those that run are waited for, and the first failure in the
   * items' order is thrown.
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
   * Sends a signal to a workflow that is not a child of this one, or to itself.
   *
   * @throws {@link WorkflowNotFoundError} when there is no such workflow, or it has ended
   */
  signalWorkflow<Args extends unknown[]>(
    workflowId: string,
    signal: SignalDefinition<Args>,
    ...args: Args
  ): Promise<void> {
    checkName('workflowId', workflowId);
    const values = toArgs(signal, args);
    return this.#steps.begin(`signal "${signal.name}" to workflow "${workflowId}"`, () =>
      reached(workflowId, this.#runtime.signalWorkflow(workflowId, signal.name, values)),
    );
  }

  /**
   * Whether this run has the change of that name: true for runs that came here after it was made, false for
   * those that were here before. Temporal's `patched`.
   */
  patched(id: string): boolean {
    return this.#runtime.patched(checkName('patch id', id));
  }

  /**
   * Ends this run and starts the same workflow again under its id, with another input and an empty history. Signals
   * that this run has not taken go to the next one. It ends the run where it is thrown out of the workflow's function
   * or of a handler; an update whose handler calls it fails, as any that its run has not answered.
   */
  continueAsNew(input: unknown): Promise<never> {
    const json = toJson(input, 'input of continueAsNew');
    return this.#steps.begin('continueAsNew', () => {
      // They cross with the input.
      const signals = this.#inbox.untaken().map(({ name, args }) => [name, args]);
      checkSize(jsonBytes(signals), 'signals that the run has not taken');
      return this.#runtime.continueAsNew(json).catch((end: unknown) => this.#inbox.rethrowEnd(end));
    });
  }

  /** An id for something in this run that is the same at every replay. */
  nextConversationId(): string {
    this.#conversations += 1;
    return `${this.runId}/${this.#conversations}`;
  }

  /** @internal what every promise passes through that workflow code is given */
  get promises(): StepPromises {
    return this.#steps.promises;
  }

  /** @internal the steps that failed, and whose promises no code has awaited */
  unawaitedFailures(): readonly UnawaitedFailure[] {
    return this.#stepGate?.promises.list() ?? [];
  }

  /** @internal where agents keep what activities ask the workflow for */
  get inbox(): WorkflowInbox {
    return this.#inbox;
  }

  get #steps(): StepGate {
    this.#stepGate ??= new StepGate(this.#runtime, this.#inbox);
    return this.#stepGate;
  }

  #nextSignal<Payload>(name: string): Promise<Payload> {
    const early = this.#inbox.takeSignal(name);
    if (early !== undefined) return Promise.resolve(payloadOf<Payload>(early));
    const wait = this.#inbox.awaitSignal(name);
    // Not an async function: a workflow may wait for months, and it would be kept as long.
    return this.#runtime
      .condition(() => wait.args !== undefined)
      .then(
        () => payloadOf<Payload>(wait.args),
        (error: unknown) => {
          // A signal that was taken is not lost to a time-out of the same moment.
          if (wait.args !== undefined) return payloadOf<Payload>(wait.args);
          this.#inbox.stopAwaiting(wait);
          throw error;
        },
      );
  }
}

const MESSAGE_TYPES = ['signal', 'query', 'update'] as const;

function stepOfChild(name: string): string {
  return `child workflow "${name}"`;
}

/** What a signal carries, as its definition promises it: see {@link fromJson}. */
function payloadOf<Payload>(args: JsonValue[] = []): Payload {
  const [first = null, ...more] = args;
  return fromJson<Payload>(more.length === 0 ? first : [first, ...more]);
}

/** Arguments as the definition of the message promises them: see {@link fromJson}. */
function fromArgs(args: JsonValue[]): never[] {
  return fromJson<never[]>(args);
}
