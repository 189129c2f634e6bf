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
 * Base class for an engine's executor. It validates arguments and converts them to JSON, creates handles, filters
 * lists and closes once. A subclass implements four methods: `start`, `find`, `list` and `release`.
 */
export abstract class EngineExecutor implements Executor {
  abstract readonly engine: string;
  readonly #lifetime = new Lifetime();
  #closing: Promise<void> | undefined;

  /**
   * Starts a workflow, or returns the running one if {@link applyIdPolicies} returns `use`. Then sends the signal, if
   * any, before any other message arrives.
   */
  protected abstract start(request: StartRequest, signal?: Message): Control;
  /** @throws {@link notFound} */
  protected abstract find(workflowId: string, runId: string | undefined): Control;
  /** Lists the latest run of each known workflow ID, most recently started first. */
  protected abstract list(): Iterable<WorkflowDescription>;
  /** Ends all running workflows and releases all resources. Called once. */
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

  /** Closes the executor. Pending calls throw {@link ExecutorClosedError}. */
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
