import type { HistoryStep, JsonValue, WorkflowDescription } from '@mcp-agent/core';
import { TimeoutError } from '@mcp-agent/core/errors';
import { fromJson, workflowTimedOut } from '@mcp-agent/core/engine';
import type { Control, Lifetime } from '@mcp-agent/engine-kit';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { describe } from './describe.ts';
import { fromClientError, isNotFound, type Subject } from './errors.ts';
import { executeQuery } from './execute-query.ts';
import { executeUpdate } from './execute-update.ts';
import { isContinued, readHistory } from './history.ts';
import { mayBeContinued, RunChain } from './run-chain.ts';
import { stuckOf } from './stuck.ts';

/** The `Control` of a workflow on a Temporal server. */
export class TemporalControl implements Control {
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly #client: () => Promise<Client>;
  readonly #subject: Subject;
  readonly #lifetime: Lifetime;
  readonly #chain: RunChain;

  constructor(client: () => Promise<Client>, subject: Subject, lifetime: Lifetime) {
    this.workflowId = subject.workflowId;
    this.runId = subject.runId;
    this.#client = client;
    this.#subject = subject;
    this.#lifetime = lifetime;
    this.#chain = new RunChain(subject.workflowId, subject.runId);
  }

  async result(): Promise<JsonValue> {
    const { workflowId } = this;
    // Errors name the run, also if the handle does not.
    const runId = this.runId ?? (await this.#call((client) => this.#describe(client))).runId;
    try {
      return await this.#call(
        async (client) => fromJson<JsonValue>(await client.workflow.getHandle(workflowId, runId).result()),
        { runId },
      );
    } catch (error) {
      if (!TimeoutError.isInstance(error)) throw error;
      const kind = await this.#call((client) => this.#whichTimeout(client));
      throw workflowTimedOut({ workflowId, runId }, kind);
    }
  }

  async signal(name: string, args: JsonValue[]): Promise<void> {
    await this.#call((client) => this.#chain.send(client, (run) => run.signal(name, ...args)));
  }

  query(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#call((client) => this.#chain.query(client, (run) => executeQuery(run, name, args)), {
      messageName: name,
    });
  }

  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#call((client) => this.#chain.send(client, (run) => executeUpdate(run, name, args)), {
      messageName: name,
    });
  }

  async cancel(): Promise<void> {
    await this.#call(async (client) => {
      try {
        await this.#chain.end(client, (chain) => chain.cancel());
      } catch (error) {
        if (!isNotFound(error)) throw error;
        // Either the workflow has ended, which is fine, or it never existed, and then this throws.
        await this.#describe(client);
      }
    });
  }

  async terminate(reason: string | undefined): Promise<void> {
    await this.#call((client) => this.#chain.end(client, (chain) => chain.terminate(reason)));
  }

  async describe(): Promise<WorkflowDescription> {
    return this.#call(async (client) => {
      const described = await this.#describe(client);
      const stuck = await stuckOf(client, described);
      return { ...describe(described), ...(stuck !== undefined && { stuck }) };
    });
  }

  async history(): Promise<HistoryStep[]> {
    return this.#call(async (client) => {
      const history = await this.#chain.read(client, (run) => run.fetchHistory(), isContinued);
      return readHistory(history, async () => {
        const { raw } = await this.#describe(client);
        return raw.pendingActivities ?? [];
      });
    });
  }

  #describe(client: Client): Promise<WorkflowExecutionDescription> {
    return this.#chain.read(
      client,
      (run) => run.describe(),
      ({ status }) => mayBeContinued(status.name),
    );
  }

  /** Returns which limit ran out: that of the run, or that of the whole execution. */
  async #whichTimeout(client: Client): Promise<'run' | 'execution'> {
    const { raw, closeTime } = await this.#describe(client);
    const { executionExpirationTime } = raw.workflowExtendedInfo ?? {};
    if (!executionExpirationTime || closeTime === undefined) return 'run';
    return closeTime.getTime() >= tsToMs(executionExpirationTime) ? 'execution' : 'run';
  }

  async #call<T>(
    ask: (client: Client) => Promise<T>,
    subject: { runId?: string; messageName?: string } = {},
  ): Promise<T> {
    try {
      return await this.#lifetime.wait(async () => ask(await this.#client()));
    } catch (error) {
      throw fromClientError(error, { ...this.#subject, ...subject });
    }
  }
}
