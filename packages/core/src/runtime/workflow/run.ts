import { fromJson, type JsonObject, type JsonValue, toJson } from '../values/json.ts';
import { toError } from '../errors/data.ts';
import { workflowNotRunning } from '../errors/outcomes.ts';
import { toLoggedError } from '../values/log-attributes.ts';
import { isError } from '../values/text.ts';
import { builtInHandler, builtInNames } from './built-in.ts';
import { WorkflowContext } from './context.ts';
import type { WorkflowDefinition } from './definition.ts';
import { type Message, WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';

/** Who is told how a workflow's function ended. */
export interface WorkflowCompletion {
  completed(output: JsonValue): void;
  failed(error: unknown): void;
}

/**
 * One run of a workflow, as an engine holds it: the engine gives it a runtime and its messages, and gets the
 * outcome. Everything between is the same for all engines.
 */
export class WorkflowRun {
  readonly context: WorkflowContext;
  readonly #definition: WorkflowDefinition;
  readonly #runtime: WorkflowRuntime;
  readonly #inbox = new WorkflowInbox();
  #ending: WorkflowCompletion | undefined;
  #over = false;

  constructor(definition: WorkflowDefinition, runtime: WorkflowRuntime) {
    this.#definition = definition;
    this.#runtime = runtime;
    this.context = new WorkflowContext(runtime, this.#inbox);
  }

  /** Whether the workflow's function has ended, however it did. */
  get ended(): boolean {
    return this.#over;
  }

  /** What `continueAsNew` last threw: it ends the run, also out of a promise that nothing awaits. */
  get continuation(): unknown {
    return this.#inbox.continuation;
  }

  get paused(): boolean {
    return this.#inbox.paused;
  }

  /**
   * Runs the workflow's function, once. Call it where `currentWorkflow` finds {@link context}.
   *
   * @param ending is told how it ended. A handler of its signals that throws, and a promise of its code that rejects
   * and that nothing awaits, end it too: what is told first counts
   * @param signals those that the run before this one had not taken, when it continued as new
   */
  execute(input: JsonValue, ending: WorkflowCompletion, signals: readonly Message[] = []): void {
    this.#ending = ending;
    this.#inbox.runEnd = this;
    if (this.#runtime.updateHandlerSet !== undefined) {
      for (const name of builtInNames('update')) this.#runtime.updateHandlerSet(name);
    }
    for (const { name, args } of signals) this.#inbox.signal(name, args);
    try {
      // A function without types may return no promise.
      Promise.resolve(this.#definition.run(this.context, fromJson(input))).then(
        (output) => this.#returned(output),
        (thrown: unknown) => this.failed(thrown),
      );
    } catch (error) {
      // One that throws at once, without being async.
      this.failed(error);
    }
  }

  #returned(output: unknown): void {
    let json: JsonValue;
    try {
      json = toJson(output, `result of workflow ${this.#definition.name}`);
    } catch (error) {
      return this.failed(error);
    }
    if (this.#isFirstEnd()) this.#ending?.completed(json);
  }

  /** Ends the run with an error that nothing in its code handles. A run that has ended stays as it is. */
  failed(thrown: unknown): void {
    // What is thrown may be anything: an engine is given an error, which it can look at without being thrown at.
    const error = isError(thrown) ? thrown : toError(thrown);
    if (this.#isFirstEnd()) this.#ending?.failed(error);
  }

  /**
   * Told of an error of the workflow's own code that nothing handles, a rejected promise or a callback that throws: it
   * fails the run. One that comes after the end of the run is logged.
   */
  unhandled(reason: unknown): void {
    if (!this.#over) return this.failed(reason);
    if (this.#runtime.replaying) return;
    this.#runtime.log(
      'error',
      'An error of the workflow that nothing handles came after its end: a rejected promise or a callback that throws. Await the promise before the workflow ends, or catch the error.',
      { error: toLoggedError(reason) },
    );
  }

  #isFirstEnd(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#logUnawaited();
    return true;
  }

  /** A failure that no code awaited is on nobody's way: the log is where it is seen. */
  #logUnawaited(): void {
    if (this.#runtime.replaying) return;
    for (const { step, error } of this.context.unawaitedFailures()) {
      const attributes: JsonObject = { step, error: toLoggedError(error) };
      this.#runtime.log(
        'warn',
        `Step ${step} failed, and the workflow ended without awaiting it. Await its promise, or handle its failure with catch.`,
        attributes,
      );
    }
  }

  /** The signals that came and that the run has not taken: they go to the run that it continues as. */
  untakenSignals(): Message[] {
    return this.#inbox.untaken();
  }

  /** Delivers a signal; before `execute` too. A run that has ended ignores it. */
  signal(name: string, args: JsonValue[]): void {
    if (!this.#over) this.#inbox.signal(name, args);
  }

  /** @throws {@link MessageFailedError} */
  query(name: string, args: JsonValue[]): JsonValue {
    return this.#inbox.query(name, args, builtInHandler('query', name, this.context));
  }

  /**
   * @throws {@link UpdateRejectedError} or {@link MessageFailedError} when it may not come in, and
   * {@link WorkflowNotFoundError} when the run has ended
   */
  validateUpdate(name: string, args: JsonValue[]): void {
    if (this.#over) throw workflowNotRunning(this.context.workflowId);
    this.#inbox.validateUpdate(name, args, builtInHandler('update', name, this.context));
  }

  /** @throws {@link MessageFailedError} */
  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#inbox.update(name, args, builtInHandler('update', name, this.context));
  }
}
