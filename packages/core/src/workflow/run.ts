import { fromJson, type JsonValue, toJson } from '../values/json.ts';
import { WorkflowContext } from './context.ts';
import type { WorkflowDefinition } from './definition.ts';
import { WorkflowInbox } from './inbox.ts';
import type { WorkflowRuntime } from './runtime.ts';

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
   * @throws whatever the workflow or a handler of its signals throws
   */
  execute(input: JsonValue): Promise<JsonValue> {
    return new Promise((resolve, reject) => {
      this.#inbox.onSignalFailure(reject);
      const { name, run } = this.#definition;
      const done = (output: unknown): void => {
        try {
          resolve(toJson(output, `result of workflow ${name}`));
        } catch (error) {
          reject(error);
        }
      };
      // One that throws at once, without being async, rejects as any other: a promise's executor sees to it.
      run(this.context, fromJson(input)).then(done, reject);
    });
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
