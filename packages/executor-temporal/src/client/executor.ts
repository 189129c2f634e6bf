import { randomUUID } from 'node:crypto';
import type {
  Duration,
  Executor,
  JsonValue,
  Settings,
  StartOptions,
  WorkflowDefinition,
  WorkflowDescription,
  WorkflowFilter,
  WorkflowHandle,
} from '@mcp-agent/core';
import { McpAgentError } from '@mcp-agent/core/errors';
import { type SignalMessage, type StartArguments, toJson, toMilliseconds } from '@mcp-agent/core/engine';
import {
  checkName,
  nameToStart,
  type ResolvedStartOptions,
  resolveFilter,
  resolveStartOptions,
  toMessage,
} from '@mcp-agent/core/engine';
import { EngineWorkflowHandle, Lifetime } from '@mcp-agent/engine-kit';
import { Client, type WorkflowStartOptions } from '@temporalio/client';
import { type ResolvedTemporalOptions, resolveOptions, type TemporalOptions } from '../options.ts';
import type { DefaultIdPolicy, TemporalSettings } from '../settings.ts';
import { WORKFLOW_TASK_TIMEOUT } from '../timeouts.ts';
import { ServerConnection } from './connection.ts';
import { TemporalControl } from './control.ts';
import { connectionError } from './connection-error.ts';
import { fromClientError, type Subject } from './errors.ts';
import { idPolicies } from './id-policy.ts';
import { listWorkflows } from './list-workflows.ts';
import { encodeMemo } from './memo.ts';
import type { Waits } from './outlook.ts';
import { toTyped } from './search.ts';

/** Options for {@link TemporalExecutor}. */
export interface TemporalExecutorOptions extends TemporalOptions, Pick<TemporalSettings, 'idReusePolicy'> {
  /**
   * How long a result, an update or a query waits for a worker to poll the task queue before the call throws
   * {@link NoWorkerError}. The workflow stays started. Default: 5 seconds. `Infinity` disables the check.
   */
  readonly workerWait?: Duration;
  /**
   * How long the code of a workflow must fail before those who wait for its result or an update receive
   * {@link WorkflowStuckError}. The workflow is kept. A deployment that replaces all workers should take less. Default: 1
   * minute. `Infinity` disables the check.
   */
  readonly stuckWait?: Duration;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** A history page has up to 256 events of up to 2 MB each; gRPC's default limit is 4 MB. */
const CHANNEL_ARGS = { 'grpc.max_receive_message_length': -1 } as const;

type ResolvedStart = WorkflowStartOptions & { readonly args: JsonValue[] };

/**
 * Runs workflows on a Temporal server: durable, retried, on any number of workers. The counterpart of mcp-agent's
 * `TemporalExecutor`. The executor starts and follows workflows; a worker runs them: see `runWorker`.
 *
 * @example
 * ```ts
 * await using executor = new TemporalExecutor({ temporalHost: 'localhost:7233', taskQueue: 'greetings' });
 * const greeting = await executor.executeWorkflow(greet, { name: 'Ada' });
 * ```
 */
export class TemporalExecutor implements Executor {
  readonly engine = 'temporal';
  readonly #options: ResolvedTemporalOptions;
  readonly #waits: Waits;
  readonly #idPolicy: DefaultIdPolicy;
  readonly #lifetime = new Lifetime();
  #connection: ServerConnection | undefined;
  #client: Promise<Client> | undefined;

  constructor(options: TemporalExecutorOptions = {}) {
    this.#options = resolveOptions(options);
    const { workerWait = { seconds: 5 }, stuckWait = { minutes: 1 } } = options;
    const { idReusePolicy = 'allow_duplicate' } = options;
    this.#waits = { workerWaitMs: waitMs(workerWait), stuckWaitMs: waitMs(stuckWait) };
    this.#idPolicy = idReusePolicy;
  }

  /**
   * Starts a workflow and waits for its result.
   *
   * @throws {@link EngineUnavailableError} when the server is not reachable
   * @throws {@link NoWorkerError} when no worker polls the task queue; the workflow stays started
   * @throws {@link WorkflowStuckError} when its code fails again and again; the workflow is kept
   */
  async executeWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<Output> {
    const handle = await this.startWorkflow(workflow, ...args);
    return handle.result();
  }

  /** @throws {@link EngineUnavailableError} when the server is not reachable */
  async startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>> {
    const [input, given] = args;
    return this.#start(workflow, input, resolveStartOptions(given), async (client, name, start) => {
      const handle = await client.workflow.start(name, start);
      return handle.firstExecutionRunId;
    });
  }

  /** @throws {@link EngineUnavailableError} when the server is not reachable */
  async signalWithStart<Input, Output, Args extends unknown[]>(
    workflow: WorkflowDefinition<Input, Output>,
    message: SignalMessage<Args>,
    input: Input,
    given: StartOptions & { readonly workflowId: string },
  ): Promise<WorkflowHandle<Output>> {
    // A workflow that runs under the id receives the signal, whatever the options say of a start.
    const options = { ...resolveStartOptions(given), idConflictPolicy: 'use_existing' as const };
    checkName('workflowId', options.workflowId);
    const { name: signal, args: signalArgs } = toMessage(message);
    return this.#start(workflow, input, options, async (client, name, start) => {
      const handle = await client.workflow.signalWithStart(name, { ...start, signal, signalArgs });
      return handle.signaledRunId;
    });
  }

  async listWorkflows(asked: WorkflowFilter = {}): Promise<WorkflowDescription[]> {
    const filter = resolveFilter(asked);
    try {
      return await this.#lifetime.wait(async () => listWorkflows(await this.#connect(), filter));
    } catch (error) {
      throw fromClientError(error, this.#subject(''));
    }
  }

  getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output> {
    checkName('workflowId', workflowId);
    if (runId !== undefined) checkName('runId', runId);
    return this.#handle<Output>({ ...this.#subject(workflowId), ...(runId !== undefined && { runId }) });
  }

  /** Starts a workflow and returns a handle to its run. */
  async #start<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    input: unknown,
    options: ResolvedStartOptions,
    begin: (client: Client, name: string, start: ResolvedStart) => Promise<string>,
  ): Promise<WorkflowHandle<Output>> {
    const name = nameToStart(workflow);
    const { executionTimeoutMs, runTimeoutMs, memo, searchAttributes, cron } = options;
    const { workflowId = checkName('workflowId', `${name}-${randomUUID()}`) } = options;
    const start: ResolvedStart = {
      taskQueue: this.#options.taskQueue,
      workflowId,
      // Convert now, so that later changes by the caller do not affect the start.
      args: [toJson(input, `input of workflow ${name}`)],
      ...idPolicies(options, this.#idPolicy),
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      ...(executionTimeoutMs !== undefined && { workflowExecutionTimeout: executionTimeoutMs }),
      ...(runTimeoutMs !== undefined && { workflowRunTimeout: runTimeoutMs }),
      ...(memo !== undefined && { memo: encodeMemo(memo) }),
      ...(searchAttributes !== undefined && { typedSearchAttributes: toTyped(searchAttributes) }),
      ...(cron !== undefined && { cronSchedule: cron }),
    };
    const subject = this.#subject(workflowId);
    try {
      const runId = await this.#lifetime.wait(async () => begin(await this.#connect(), name, start));
      return this.#handle<Output>({ ...subject, runId });
    } catch (error) {
      throw fromClientError(error, subject);
    }
  }

  /**
   * Closes the connection and cancels pending requests, which throw {@link ExecutorClosedError}. Workflows on the
   * server continue.
   */
  async close(): Promise<void> {
    this.#lifetime.end();
    await this.#connection?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #subject(workflowId: string): Subject {
    const { address, namespace } = this.#options;
    return { address, namespace, workflowId };
  }

  #handle<Output>(subject: Subject): EngineWorkflowHandle<Output> {
    const control = new TemporalControl(() => this.#connect(), subject, this.#lifetime, this.#waits);
    return new EngineWorkflowHandle<Output>(control, this.#lifetime);
  }

  /** Returns the client, connected on first use. A failed connection is retried on the next call. */
  async #connect(): Promise<Client> {
    this.#lifetime.check();
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  async #open(): Promise<Client> {
    const { connection: options, address, namespace } = this.#options;
    try {
      const server = new ServerConnection({ ...options, channelArgs: CHANNEL_ARGS });
      this.#connection = server;
      await server.connect(address, CONNECT_TIMEOUT_MS);
      return new Client({ connection: server.connection, namespace });
    } catch (error) {
      if (McpAgentError.isInstance(error)) throw error;
      throw await connectionError(error, { address, namespace, tls: options.tls });
    }
  }
}

function waitMs(wait: Duration): number {
  return wait === Infinity ? Infinity : toMilliseconds(wait);
}

/** Creates the executor. `@mcp-agent/config` calls this function for the engine named in a configuration. */
export function createExecutor({ temporal = {} }: Settings): TemporalExecutor {
  const { host, namespace, taskQueue, apiKey, tls, rpcMetadata, idReusePolicy } = temporal;
  return new TemporalExecutor({
    ...(host !== undefined && { temporalHost: host }),
    ...(namespace !== undefined && { namespace }),
    ...(taskQueue !== undefined && { taskQueue }),
    ...(apiKey !== undefined && { apiKey }),
    ...(tls !== undefined && { tls }),
    ...(rpcMetadata !== undefined && { rpcMetadata }),
    ...(idReusePolicy !== undefined && { idReusePolicy }),
  });
}
