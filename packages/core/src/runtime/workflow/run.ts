import { fromJson, type JsonObject, type JsonValue, toJson } from '../values/json.ts';
import { toError } from '../errors/data.ts';
import { workflowNotRunning } from '../errors/outcomes.ts';
import { toLoggedError } from '../values/log-attributes.ts';
import { isError } from '../values/text.ts';
import { builtInHandler } from './built-in.ts';
import { shareForChild } from './child-starts.ts';
import { WorkflowContext } from './context.ts';
import type { WorkflowDefinition } from './definition.ts';
import { type Message, WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';

/** Receives the outcome of a workflow's function. */
export interface WorkflowCompletion {
  completed(output: JsonValue): void;
  failed(error: unknown): void;
}

/**
 * One run of a workflow. The engine passes a runtime and messages, and receives the outcome.
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
    this.context = new WorkflowContext(runtime, this.#inbox, shareForChild);
  }

  /** Whether the workflow's function has ended, with any outcome. */
  get ended(): boolean {
    return this.#over;
  }

  /** The last error thrown by `continueAsNew`. It ends the run, even from a promise that is not awaited. */
  get continuation(): unknown {
    return this.#inbox.continuation;
  }

  get paused(): boolean {
    return this.#inbox.paused;
  }

  /**
   * Runs the workflow's function, once. Call it where `currentWorkflow` finds {@link context}.
   *
   * @param ending receives the outcome. A signal handler that throws and an unhandled rejection also end the
   * run; the first outcome counts
   * @param signals unhandled signals of the previous run, after continue-as-new
   */
  execute(input: JsonValue, ending: WorkflowCompletion, signals: readonly Message[] = []): void {
    this.#ending = ending;
    this.#inbox.runEnd = this;
    for (const { name, args } of signals) this.#inbox.signal(name, args);
    try {
      // An untyped function may return a value instead of a promise.
      Promise.resolve(this.#definition.run(this.context, fromJson(input))).then(
        (output) => this.#returned(output),
        (thrown: unknown) => this.failed(thrown),
      );
    } catch (error) {
      // A function that is not async throws synchronously.
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

  /** Ends the run with an unhandled error. No effect on a run that has ended. */
  failed(thrown: unknown): void {
    // Any value can be thrown. The engine receives an Error, whose properties are safe to read.
    const error = isError(thrown) ? thrown : toError(thrown);
    if (this.#isFirstEnd()) this.#ending?.failed(error);
  }

  /**
   * Reports an unhandled error of the workflow's code: a rejected promise or a callback that throws. It fails
   * the run, or is logged if the run has already ended.
   */
  unhandled(reason: unknown): void {
    if (!this.#over) return this.failed(reason);
    if (this.#runtime.replaying) return;
    this.#runtime.log(
      'error',
      'Unhandled error after the end of the workflow: a rejected promise, or a callback that threw. Await the promise before the workflow ends, or catch the error.',
      { error: toLoggedError(reason) },
    );
  }

  #isFirstEnd(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#logUnawaited();
    return true;
  }

  /** Logs the failures that no code awaited, which are not visible anywhere else. */
  #logUnawaited(): void {
    if (this.#runtime.replaying) return;
    for (const { step, error } of this.context.unawaitedFailures()) {
      const attributes: JsonObject = { step, error: toLoggedError(error) };
      this.#runtime.log(
        'warn',
        `Step ${step} failed, but the workflow ended without awaiting it. Await its promise, or catch its error.`,
        attributes,
      );
    }
  }

  /** Returns the unhandled signals, for the run that continues this one. */
  untakenSignals(): Message[] {
    return this.#inbox.untaken();
  }

  /** Delivers a signal, also before `execute`. A run that has ended ignores it. */
  signal(name: string, args: JsonValue[]): void {
    if (!this.#over) this.#inbox.signal(name, args);
  }

  /** @throws {@link MessageFailedError} */
  query(name: string, args: JsonValue[]): JsonValue {
    return this.#inbox.query(name, args, builtInHandler(name, this.context));
  }

  /**
   * @throws {@link UpdateRejectedError} or {@link MessageFailedError} when the update is not accepted
   * @throws {@link WorkflowNotFoundError} when the run has ended
   */
  validateUpdate(name: string, args: JsonValue[]): void {
    if (this.#over) throw workflowNotRunning(this.context.workflowId);
    this.#inbox.validateUpdate(name, args);
  }

  /** @throws {@link MessageFailedError} */
  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#inbox.update(name, args);
  }
}
