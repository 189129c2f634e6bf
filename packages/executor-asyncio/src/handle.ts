import {
  type HistoryStep,
  type QueryDefinition,
  type SignalDefinition,
  toJson,
  type JsonValue,
  type UpdateDefinition,
  type WorkflowDescription,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '@mcp-agent/core';
import { fromJson, PAUSE_SIGNAL, RESUME_SIGNAL } from '@mcp-agent/core/engine';
import { resultOf } from './result.ts';
import type { AsyncioRun } from './run.ts';

/** A workflow of the in-memory engine, seen from outside. */
export class AsyncioWorkflowHandle<Output> implements WorkflowHandle<Output> {
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly #first: () => AsyncioRun;

  constructor(workflowId: string, runId: string | undefined, find: () => AsyncioRun) {
    this.workflowId = workflowId;
    this.runId = runId;
    this.#first = find;
  }

  async result(): Promise<Output> {
    return fromJson<Output>(await resultOf(this.#first()));
  }

  async signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void> {
    this.#findOpen().signal(signal.name, toArgs(signal.name, args));
  }

  async query<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    return fromJson<Result>(this.#find().workflow.query(query.name, toArgs(query.name, args)));
  }

  async update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    return fromJson<Result>(await this.#findOpen().update(update.name, toArgs(update.name, args)));
  }

  async cancel(): Promise<void> {
    const run = this.#find();
    if (run.outcome === undefined) run.cancel();
  }

  async terminate(reason?: string): Promise<void> {
    this.#findOpen().terminate(reason);
  }

  async pause(): Promise<void> {
    await this.signal(PAUSE_SIGNAL);
  }

  async resume(): Promise<void> {
    await this.signal(RESUME_SIGNAL);
  }

  async describe(): Promise<WorkflowDescription> {
    return this.#find().describe();
  }

  async history(): Promise<HistoryStep[]> {
    return this.#find().steps.list();
  }

  /** The run that goes on now, where the one that was started was continued as new. */
  #find(): AsyncioRun {
    let run = this.#first();
    while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;
    return run;
  }

  #findOpen(): AsyncioRun {
    const run = this.#find();
    if (run.outcome === undefined) return run;
    const { workflowId } = this;
    throw new WorkflowNotFoundError(
      `Workflow "${workflowId}" has ended (${run.status}): it takes no more messages. Ask describe() what became of it.`,
      { workflowId },
    );
  }
}

function toArgs(name: string, args: readonly unknown[]): JsonValue[] {
  return args.map((arg, index) => toJson(arg, `${name}[${index}]`));
}
