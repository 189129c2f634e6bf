import { checkName } from '../values/names.ts';
import { type WorkflowLogger, workflowLogger } from './logger.ts';
import type { WorkflowInfo, WorkflowRuntime } from './runtime.ts';

/** Values that workflow code reads from its run: the same at every replay. */
export class RunValues implements WorkflowInfo {
  readonly #runtime: WorkflowRuntime;

  constructor(runtime: WorkflowRuntime) {
    this.#runtime = runtime;
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
  get inherited(): WorkflowInfo['inherited'] {
    return this.#runtime.info.inherited;
  }

  /** Logger of the engine. It is silent during a replay. */
  get logger(): WorkflowLogger {
    return workflowLogger(this.#runtime);
  }

  /** Returns the milliseconds since 1970, the same at every replay. Use it instead of `Date.now()`. */
  now(): number {
    return this.#runtime.now();
  }

  /** Returns a number from 0 up to 1 (exclusive), the same at every replay. Use it instead of `Math.random()`. */
  random(): number {
    return this.#runtime.random();
  }

  /** Returns a version 4 UUID, the same at every replay. */
  uuid(): string {
    return this.#runtime.uuid();
  }

  /**
   * Returns whether this run includes a code change: true for runs that reach this call for the first time with
   * the change, false for replays of runs that passed here before it. Temporal's `patched`.
   */
  patched(id: string): boolean {
    return this.#runtime.patched(checkName('patch id', id));
  }
}
