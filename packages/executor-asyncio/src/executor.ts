import { randomUUID } from 'node:crypto';
import {
  type Executor,
  type Settings,
  type StartArguments,
  toJson,
  toMilliseconds,
  type WorkflowDefinition,
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
    return fromJson<Output>(await resultOf(this.#start(workflow, args)));
  }

  async startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>> {
    const run = this.#start(workflow, args);
    return new AsyncioWorkflowHandle(run.info.workflowId, run.info.runId, () => run);
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
    args: StartArguments<Input>,
  ): AsyncioRun {
    const [input, options = {}] = args;
    const { name } = workflow;
    const { executionTimeout, runTimeout } = options;
    return this.#store.start(
      {
        definition: workflow,
        input: toJson(input, `input of workflow ${name}`),
        workflowId: options.workflowId ?? `${name}-${randomUUID()}`,
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

/** What `@mcp-agent/config` calls to make the engine that a configuration names. */
export function createExecutor(settings: Settings): AsyncioExecutor {
  return new AsyncioExecutor(settings);
}
