import { setMaxListeners } from 'node:events';
import type {
  HistoryStep,
  JsonValue,
  WorkflowDescription,
  WorkflowEvent,
  WorkflowPosition,
} from '@mcp-agent/core';
import type { McpAgentError } from '@mcp-agent/core/errors';
import { fromJson } from '@mcp-agent/core/engine';
import { type Control, hasEnded, type Lifetime } from '@mcp-agent/engine-kit';
import { type Client, type WorkflowExecutionDescription, WorkflowFailedError } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { describe } from './describe.ts';
import { fromClientError, fromWorkflowFailed, isNotFound, type Subject } from './errors.ts';
import { executeQuery } from './execute-query.ts';
import { executeUpdate } from './execute-update.ts';
import { followRun, longPoll } from './follow.ts';
import { isContinued, readHistory } from './history.ts';
import { hopelessness, queryError, type Waits, type WorkerCall } from './outlook.ts';
import { mayBeContinued, RunChain } from './run-chain.ts';
import { stuckOf, stuckRun } from './stuck.ts';
import { whileWaiting } from './while-waiting.ts';

/** The `Control` of a workflow on a Temporal server. */
export class TemporalControl implements Control {
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly #client: () => Promise<Client>;
  readonly #subject: Subject;
  readonly #lifetime: Lifetime;
  readonly #waits: Waits;
  readonly #chain: RunChain;

  constructor(client: () => Promise<Client>, subject: Subject, lifetime: Lifetime, waits: Waits) {
    this.workflowId = subject.workflowId;
    this.runId = subject.runId;
    this.#client = client;
    this.#subject = subject;
    this.#lifetime = lifetime;
    this.#waits = waits;
    this.#chain = new RunChain(subject.workflowId, subject.runId);
  }

  async result(): Promise<JsonValue> {
    return this.#call(async (client) => {
      try {
        const run = client.workflow.getHandle(this.workflowId, this.runId);
        return fromJson<JsonValue>(await this.#answer(client, 'result', () => run.result()));
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        // The error names neither the run that ended nor the limit that ran out.
        const described = await this.#describe(client);
        throw fromWorkflowFailed(error, described, timeoutKind(described));
      }
    });
  }

  async signal(name: string, args: JsonValue[]): Promise<void> {
    await this.#call((client) => this.#chain.send(client, (run) => run.signal(name, ...args)));
  }

  query(name: string, args: JsonValue[]): Promise<JsonValue> {
    const since = Date.now();
    return this.#call(
      async (client) => {
        try {
          return await this.#answer(client, 'query', () =>
            this.#chain.query(client, (run) => executeQuery(run, name, args)),
          );
        } catch (error) {
          throw await queryError(error, client, () => this.#describe(client), { name, since });
        }
      },
      { messageName: name },
    );
  }

  update(name: string, args: JsonValue[]): Promise<JsonValue> {
    return this.#call(
      (client) =>
        this.#answer(client, 'update', () =>
          this.#chain.send(client, (run) => executeUpdate(run, name, args)),
        ),
      { messageName: name },
    );
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
      return readHistory(client, history, () => this.#describe(client));
    });
  }

  async *follow(
    after: WorkflowPosition | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<WorkflowEvent, void> {
    let place = after ?? { runId: await this.#ownRunId(), number: 0 };
    for (;;) {
      const { runId } = place;
      const run = { workflowId: this.workflowId, runId };
      const next = yield* followRun(
        place,
        (pageToken) => this.#call((client) => longPoll(client, run, pageToken, signal), { runId }),
        () => this.#call((client) => stuckRun(client, run), { runId }),
      );
      if (next === undefined) return;
      place = { runId: next, number: 0 };
    }
  }

  /** Returns the handle's run, or else the latest. */
  async #ownRunId(): Promise<string> {
    return this.runId ?? (await this.#call((client) => this.#describe(client))).runId;
  }

  /** Waits for an answer that needs a worker, unless none polls or the run is stuck. */
  async #answer<T>(client: Client, kind: WorkerCall['kind'], ask: () => Promise<T>): Promise<T> {
    const call = { kind, since: Date.now() };
    const requests = new AbortController();
    // The SDK leaves a listener for each request, and a result takes one a minute.
    setMaxListeners(0, requests.signal);
    try {
      return await whileWaiting(client.connection.withAbortSignal(requests.signal, ask), async () =>
        hopelessness(client, await this.#describe(client), call, this.#waits),
      );
    } finally {
      requests.abort();
    }
  }

  #describe(client: Client): Promise<WorkflowExecutionDescription> {
    return this.#chain.read(
      client,
      (run) => run.describe(),
      ({ status }) => mayBeContinued(status.name),
    );
  }

  async #call<T>(
    ask: (client: Client) => Promise<T>,
    about: Pick<Subject, 'runId' | 'messageName'> = {},
  ): Promise<T> {
    try {
      return await this.#lifetime.wait(async () => ask(await this.#client()));
    } catch (error) {
      const isOfHandle = about.runId === undefined;
      if (isNotFound(error) && isOfHandle) throw await this.#notFound(error);
      throw fromClientError(error, { ...this.#subject, ...about });
    }
  }

  /** Creates the error for a run that the server did not find: it has ended, or is unknown. */
  async #notFound(error: unknown): Promise<McpAgentError> {
    try {
      const { status } = await this.#lifetime.wait(async () =>
        describe(await this.#describe(await this.#client())),
      );
      if (status !== 'running' && status !== 'paused') return hasEnded(this.workflowId, status);
    } catch {
      // The first error counts.
    }
    return fromClientError(error, this.#subject);
  }
}

/** Returns which limit of a run ran out: that of the run, or that of the whole execution. */
function timeoutKind({ raw, closeTime }: WorkflowExecutionDescription): 'run' | 'execution' {
  const { executionExpirationTime } = raw.workflowExtendedInfo ?? {};
  if (!executionExpirationTime || closeTime === undefined) return 'run';
  return closeTime.getTime() >= tsToMs(executionExpirationTime) ? 'execution' : 'run';
}
