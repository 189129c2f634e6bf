import {
  MessageFailedError,
  type HistoryStep,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDescription,
  type WorkflowHandle,
} from '@mcp-agent/core';
import { fromJson, PAUSE_SIGNAL, RESUME_SIGNAL, toArgs } from '@mcp-agent/core/engine';
import type { Control } from './control.ts';

/** A workflow that is looked for each time that it is spoken to. */
export interface SoughtWorkflow {
  readonly workflowId: string;
  readonly runId: string | undefined;
  /** @throws {@link notFound} */
  find(): Control;
}

/** A workflow of an engine, seen from outside. */
export class EngineWorkflowHandle<Output> implements WorkflowHandle<Output> {
  readonly #workflow: Control | SoughtWorkflow;

  constructor(workflow: Control | SoughtWorkflow) {
    this.#workflow = workflow;
  }

  get workflowId(): string {
    return this.#workflow.workflowId;
  }

  get runId(): string | undefined {
    return this.#workflow.runId;
  }

  async result(): Promise<Output> {
    return fromJson<Output>(await this.#find().result());
  }

  async signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void> {
    await this.#find().signal(signal.name, toArgs(signal.name, args));
  }

  async query<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    return fromJson<Result>(await this.#find().query(query.name, toArgs(query.name, args)));
  }

  async update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const control = this.#find();
    const answer = control.update(update.name, toArgs(update.name, args));
    return fromJson<Result>(await Promise.race([answer, endedUnanswered(control, update.name)]));
  }

  async cancel(): Promise<void> {
    await this.#find().cancel();
  }

  async terminate(reason?: string): Promise<void> {
    await this.#find().terminate(reason);
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
    return this.#find().history();
  }

  #find(): Control {
    return 'find' in this.#workflow ? this.#workflow.find() : this.#workflow;
  }
}

/** Rejects when the workflow ends: what it has not answered by then, it never will. */
async function endedUnanswered(control: Control, messageName: string): Promise<never> {
  await control.result().catch(() => {});
  throw new MessageFailedError(
    `Workflow "${control.workflowId}" ended before it answered the update "${messageName}".`,
    { messageName },
  );
}
