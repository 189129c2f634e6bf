import type {
  Executor,
  StartOptions,
  WorkflowDefinition,
  WorkflowDescription,
  WorkflowFilter,
  WorkflowHandle,
} from '@mcp-agent/core';
import type { SignalMessage, StartArguments } from '@mcp-agent/core/engine';
import {
  checkName,
  fromJson,
  type Message,
  resolveFilter,
  resolveStartOptions,
  toMessage,
} from '@mcp-agent/core/engine';
import type { Control } from './control.ts';
import { EngineWorkflowHandle, type LazyWorkflow } from './handle.ts';
import { Lifetime } from './lifetime.ts';
import { type StartRequest, startRequest } from './start-request.ts';

/**
 * What a caller holds, over the four things that an engine does in its own way. Extend it: arguments are
 * checked and made JSON here, handles are made, lists are filtered, and closing happens once.
 */
export abstract class EngineExecutor implements Executor {
  abstract readonly engine: string;
  readonly #lifetime = new Lifetime();
  #closing: Promise<void> | undefined;

  /**
   * Starts a workflow, or gives the one that {@link applyIdPolicies} says; then sends the signal, if there is
   * one, before anything else can come to it.
   */
  protected abstract start(request: StartRequest, signal?: Message): Control;
  /** @throws {@link notFound} */
  protected abstract find(workflowId: string, runId: string | undefined): Control;
  /** The latest run of each id that is known, those that started last first. */
  protected abstract list(): Iterable<WorkflowDescription>;
  /** Ends what the engine runs, and releases what it holds. Called once. */
  protected abstract release(): Promise<void>;

  async executeWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<Output> {
    const [input, options] = args;
    const control = this.#start(startRequest(workflow, input, options));
    try {
      return fromJson<Output>(await control.result());
    } finally {
      this.#lifetime.check();
    }
  }

  async startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>> {
    const [input, options] = args;
    return this.#handle(this.#start(startRequest(workflow, input, options)));
  }

  async signalWithStart<Input, Output, Args extends unknown[]>(
    workflow: WorkflowDefinition<Input, Output>,
    message: SignalMessage<Args>,
    input: Input,
    options: StartOptions & { readonly workflowId: string },
  ): Promise<WorkflowHandle<Output>> {
    const signal = toMessage(message);
    const request = startRequest(workflow, input, options);
    checkName('workflowId', resolveStartOptions(options).workflowId);
    return this.#handle(this.#start({ ...request, idConflictPolicy: 'use_existing' }, signal));
  }

  async listWorkflows(asked: WorkflowFilter = {}): Promise<WorkflowDescription[]> {
    this.#lifetime.check();
    const filter = resolveFilter(asked);
    const { limit } = filter;
    const listed: WorkflowDescription[] = [];
    for (const described of this.list()) {
      if (listed.length >= limit) break;
      if (matches(described, filter)) listed.push(described);
    }
    return listed;
  }

  getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output> {
    checkName('workflowId', workflowId);
    if (runId !== undefined) checkName('runId', runId);
    return this.#handle({ workflowId, runId, find: () => this.find(workflowId, runId) });
  }

  /** Whoever still waits is thrown an {@link ExecutorClosedError}. */
  close(): Promise<void> {
    this.#lifetime.end();
    this.#closing ??= this.release();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #start(request: StartRequest, signal?: Message): Control {
    this.#lifetime.check();
    return this.start(request, signal);
  }

  #handle<Output>(workflow: Control | LazyWorkflow): EngineWorkflowHandle<Output> {
    return new EngineWorkflowHandle(workflow, this.#lifetime);
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
