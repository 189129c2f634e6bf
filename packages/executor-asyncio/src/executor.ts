import { randomUUID } from 'node:crypto';
import {
  CapabilityError,
  type Executor,
  type JsonObject,
  type Settings,
  type SignalMessage,
  type StartArguments,
  type StartOptions,
  toJson,
  toMilliseconds,
  type WorkflowDefinition,
  type WorkflowDescription,
  type WorkflowFilter,
  type WorkflowHandle,
} from '@mcp-agent/core';
import { type ActivityHost, fromJson } from '@mcp-agent/core/engine';
import { createActivityHost } from '@mcp-agent/mcp';
import { AsyncioWorkflowHandle } from './handle.ts';
import { resultOf } from './result.ts';
import type { AsyncioRun } from './run.ts';
import { RunStore } from './store.ts';

declare module '@mcp-agent/core' {
  interface Settings {
    readonly asyncio?: {
      /** How many runs that have ended are still known, the last ones. Default: 1,000. */
      readonly keepFinished?: number;
      /** How long workflows may clean up when the executor is closed. Default: 5 seconds. */
      readonly closeGraceSeconds?: number;
    };
  }
}

/**
 * Runs workflows in memory: nothing to install, nothing to start, and nothing left when the process ends.
 * mcp-agent's `AsyncioExecutor`.
 *
 * @example
 * ```ts
 * await using executor = new AsyncioExecutor();
 * const greeting = await executor.executeWorkflow(greet, { name: 'Ada' });
 * ```
 */
export class AsyncioExecutor implements Executor {
  readonly engine = 'asyncio';
  readonly #host: ActivityHost;
  readonly #store: RunStore;
  readonly #closeGraceMs: number;
  #closing: Promise<void> | undefined;

  /** @param settings what activities are given: servers, keys, defaults. Default: none */
  constructor(settings: Settings = {}) {
    this.#host = createActivityHost(settings);
    this.#store = new RunStore(this.#host, settings);
    this.#closeGraceMs = (settings.asyncio?.closeGraceSeconds ?? 5) * 1_000;
  }

  async executeWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<Output> {
    const [input, options] = args;
    return fromJson<Output>(await resultOf(this.#start(workflow, input, options)));
  }

  async startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>> {
    const [input, options] = args;
    const run = this.#start(workflow, input, options);
    return new AsyncioWorkflowHandle(run.info.workflowId, run.info.runId, () => run);
  }

  async signalWithStart<Input, Output, Args extends unknown[]>(
    workflow: WorkflowDefinition<Input, Output>,
    { signal, args }: SignalMessage<Args>,
    input: Input,
    options: StartOptions & { readonly workflowId: string },
  ): Promise<WorkflowHandle<Output>> {
    const values = args.map((arg, index) => toJson(arg, `${signal.name}[${index}]`));
    const run = this.#start(workflow, input, { ...options, idConflictPolicy: 'use_existing' });
    run.signal(signal.name, values);
    return new AsyncioWorkflowHandle(run.info.workflowId, run.info.runId, () => run);
  }

  async listWorkflows(filter: WorkflowFilter = {}): Promise<WorkflowDescription[]> {
    const { limit = 100 } = filter;
    return this.#store
      .list()
      .map((run) => run.describe())
      .filter((described) => matches(described, filter))
      .slice(0, limit);
  }

  getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output> {
    return new AsyncioWorkflowHandle(workflowId, runId, () => this.#store.find(workflowId, runId));
  }

  /** Cancels what runs, waits for it to clean up, and ends the MCP servers that it started. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #start<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    input: Input | undefined,
    options: StartOptions = {},
  ): AsyncioRun {
    if (options.cron !== undefined) throw noCron();
    const { name } = workflow;
    const { executionTimeout, runTimeout, memo, searchAttributes } = options;
    return this.#store.start(
      {
        definition: workflow,
        input: toJson(input, `input of workflow ${name}`),
        workflowId: options.workflowId ?? `${name}-${randomUUID()}`,
        ...(memo !== undefined && { memo: fromJson<JsonObject>(toJson(memo, 'memo')) }),
        ...(searchAttributes !== undefined && { searchAttributes: { ...searchAttributes } }),
        ...(runTimeout !== undefined && { runTimeoutMs: toMilliseconds(runTimeout) }),
        ...(executionTimeout !== undefined && { deadline: Date.now() + toMilliseconds(executionTimeout) }),
      },
      {
        idReusePolicy: options.idReusePolicy ?? 'allow_duplicate',
        idConflictPolicy: options.idConflictPolicy ?? 'fail',
      },
    );
  }

  async #close(): Promise<void> {
    await this.#store.close(this.#closeGraceMs);
    await this.#host.close();
  }
}

function matches(described: WorkflowDescription, filter: WorkflowFilter): boolean {
  const { workflowName = described.workflowName, status = described.status, searchAttributes = {} } = filter;
  return (
    workflowName === described.workflowName &&
    status === described.status &&
    Object.entries(searchAttributes).every(([name, value]) => described.searchAttributes[name] === value)
  );
}

function noCron(): CapabilityError {
  return new CapabilityError(
    'The in-memory engine keeps no schedule: it would end with the process. Start the workflow from a scheduler of ' +
      "your system, loop in it with ctx.sleep and ctx.continueAsNew, or use an engine that is durable, such as Temporal's.",
    { engine: 'asyncio', capability: 'schedule' },
  );
}

/** What `@mcp-agent/config` calls to make the engine that a configuration names. */
export function createExecutor(settings: Settings): AsyncioExecutor {
  return new AsyncioExecutor(settings);
}
