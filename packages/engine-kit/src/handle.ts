import type {
  FollowOptions,
  HistoryStep,
  QueryDefinition,
  SignalDefinition,
  UpdateDefinition,
  WorkflowDescription,
  WorkflowEvent,
  WorkflowHandle,
} from '@mcp-agent/core';
import { fromJson, PAUSE_SIGNAL, RESUME_SIGNAL, terminationReason, toSentArgs } from '@mcp-agent/core/engine';
import type { Control } from './control.ts';
import { Following, resolveFollowOptions } from './following.ts';
import type { Lifetime } from './lifetime.ts';

/** A workflow that is looked up again for each call. */
export interface LazyWorkflow {
  readonly workflowId: string;
  readonly runId: string | undefined;
  /** @throws {@link notFound} */
  find(): Control;
}

/** A handle to a workflow of an engine. */
export class EngineWorkflowHandle<Output> implements WorkflowHandle<Output> {
  readonly #workflow: Control | LazyWorkflow;
  readonly #lifetime: Lifetime;

  constructor(workflow: Control | LazyWorkflow, lifetime: Lifetime) {
    this.#workflow = workflow;
    this.#lifetime = lifetime;
  }

  get workflowId(): string {
    return this.#workflow.workflowId;
  }

  get runId(): string | undefined {
    return this.#workflow.runId;
  }

  async result(): Promise<Output> {
    return fromJson<Output>(await this.#ask((control) => control.result()));
  }

  async signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void> {
    const values = toSentArgs(signal, args);
    await this.#ask((control) => control.signal(signal.name, values));
  }

  async query<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const values = toSentArgs(query, args);
    return fromJson<Result>(await this.#ask((control) => control.query(query.name, values)));
  }

  async update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const values = toSentArgs(update, args);
    return fromJson<Result>(await this.#ask((control) => control.update(update.name, values)));
  }

  async cancel(): Promise<void> {
    await this.#ask((control) => control.cancel());
  }

  async terminate(reason?: string): Promise<void> {
    const told = terminationReason(reason);
    await this.#ask((control) => control.terminate(told));
  }

  async pause(): Promise<void> {
    await this.#ask((control) => control.signal(PAUSE_SIGNAL.name, []));
  }

  async resume(): Promise<void> {
    await this.#ask((control) => control.signal(RESUME_SIGNAL.name, []));
  }

  async describe(): Promise<WorkflowDescription> {
    return this.#ask((control) => control.describe());
  }

  async history(): Promise<HistoryStep[]> {
    return this.#ask((control) => control.history());
  }

  follow(options?: FollowOptions): AsyncIterable<WorkflowEvent> {
    const { after, signal } = resolveFollowOptions(options);
    return {
      [Symbol.asyncIterator]: () =>
        new Following(this.#lifetime, (stop) => this.#find().follow(after, stop), signal),
    };
  }

  /** Runs one call. If the executor closes meanwhile, its runs end and the call throws {@link ExecutorClosedError}. */
  async #ask<T>(ask: (control: Control) => T | Promise<T>): Promise<T> {
    this.#lifetime.check();
    try {
      return await ask(this.#find());
    } finally {
      this.#lifetime.check();
    }
  }

  #find(): Control {
    return 'find' in this.#workflow ? this.#workflow.find() : this.#workflow;
  }
}
