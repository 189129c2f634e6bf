import { fromJson, type JsonValue, toJson } from '../values/json.ts';
import { WorkflowContext } from './context.ts';
import type { WorkflowDefinition } from './definition.ts';
import { WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';

/** Who is told how a workflow's function ended. */
export interface WorkflowEnding {
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
  readonly #inbox = new WorkflowInbox();

  constructor(definition: WorkflowDefinition, runtime: WorkflowRuntime) {
    this.#definition = definition;
    this.context = new WorkflowContext(runtime, this.#inbox);
  }

  get paused(): boolean {
    return this.#inbox.paused;
  }

  /**
   * Runs the workflow's function, once. Call it where `currentWorkflow` finds {@link context}.
   *
   * @param ending is told how it ended. A handler of its signals that throws ends it too: what is told first counts
   */
  execute(input: JsonValue, ending: WorkflowEnding): void {
    this.#inbox.onSignalFailure(ending);
    try {
      this.#definition.run(this.context, fromJson(input)).then(
        (output) => this.#returned(output, ending),
        (error: unknown) => ending.failed(error),
      );
    } catch (error) {
      // One that throws at once, without being async.
      ending.failed(error);
    }
  }

  #returned(output: unknown, ending: WorkflowEnding): void {
    let json: JsonValue;
    try {
      json = toJson(output, `result of workflow ${this.#definition.name}`);
    } catch (error) {
      return ending.failed(error);
    }
    ending.completed(json);
  }

  /** Delivers a signal; before `execute` too. */
  signal(name: string, args: JsonValue[]): void {
    this.#inbox.signal(name, args);
  }

  /** @throws {@link MessageFailedError} */
  query(name: string, args: JsonValue[]): JsonValue {
    return this.#inbox.query(name, args);
  }

  /** @throws {@link UpdateRejectedError} or {@link MessageFailedError} when it may not come in */
  validateUpdate(name: string, args: JsonValue[]): void {
    this.#inbox.validateUpdate(name, args);
  }

  /** @throws {@link MessageFailedError} */
  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#inbox.update(name, args);
  }
}
