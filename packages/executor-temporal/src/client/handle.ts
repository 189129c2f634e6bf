import {
  type HistoryStep,
  type JsonValue,
  type QueryDefinition,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDescription,
  type WorkflowHandle,
} from '@mcp-agent/core';
import { fromJson, PAUSE_SIGNAL, RESUME_SIGNAL, toArgs } from '@mcp-agent/core/engine';
import type { Client, WorkflowHandle as TemporalHandle } from '@temporalio/client';
import { describe } from './describe.ts';
import { fromClientError, type Subject } from './errors.ts';
import { executeUpdate } from './execute-update.ts';
import { readHistory } from './history.ts';

/** A workflow on a Temporal server, seen from outside. */
export class TemporalWorkflowHandle<Output> implements WorkflowHandle<Output> {
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly #client: () => Promise<Client>;
  readonly #subject: Subject;

  constructor(client: () => Promise<Client>, subject: Subject) {
    this.workflowId = subject.workflowId;
    this.runId = subject.runId;
    this.#client = client;
    this.#subject = subject;
  }

  async result(): Promise<Output> {
    return fromJson<Output>(await this.#call((handle) => handle.result(), true));
  }

  async signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void> {
    const values = toArgs(signal.name, args);
    await this.#call((handle) => handle.signal(signal.name, ...values));
  }

  async query<Result, Args extends unknown[]>(
    query: QueryDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const values = toArgs(query.name, args);
    const answer = await this.#call(
      (handle) => handle.query<JsonValue, JsonValue[]>(query.name, ...values),
      false,
      query.name,
    );
    return fromJson<Result>(answer);
  }

  async update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result> {
    const values = toArgs(update.name, args);
    const answer = await this.#call(
      (handle) => executeUpdate(handle, update.name, values),
      false,
      update.name,
    );
    return fromJson<Result>(answer);
  }

  async cancel(): Promise<void> {
    await this.#call((handle) => handle.cancel());
  }

  async terminate(reason?: string): Promise<void> {
    await this.#call((handle) => handle.terminate(reason));
  }

  async pause(): Promise<void> {
    await this.signal(PAUSE_SIGNAL);
  }

  async resume(): Promise<void> {
    await this.signal(RESUME_SIGNAL);
  }

  async describe(): Promise<WorkflowDescription> {
    return describe(await this.#call((handle) => handle.describe()));
  }

  async history(): Promise<HistoryStep[]> {
    return readHistory(await this.#call((handle) => handle.fetchHistory()), async () => {
      const { raw } = await this.#call((handle) => handle.describe());
      return raw.pendingActivities ?? [];
    });
  }

  /**
   * Speaks to the run that is meant: for a result the chain that begins with the one that was started, else
   * the latest of the id.
   */
  async #call<T>(
    ask: (handle: TemporalHandle) => Promise<T>,
    thisRun = false,
    messageName?: string,
  ): Promise<T> {
    try {
      const client = await this.#client();
      return await ask(client.workflow.getHandle(this.workflowId, thisRun ? this.runId : undefined));
    } catch (error) {
      throw fromClientError(error, { ...this.#subject, ...(messageName !== undefined && { messageName }) });
    }
  }
}
