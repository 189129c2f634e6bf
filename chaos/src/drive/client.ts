import type { Executor, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { WorkflowAlreadyExistsError } from '@mcp-agent/core/errors';
import type { Work, WorkKind } from '../plan/work.ts';
import { agent, approval, continued, long, messages, parent, timers } from '../workflows/index.ts';
import { type FailedRequests, persist } from './persist.ts';

const WORKFLOWS: Readonly<Record<WorkKind, WorkflowDefinition<Work, unknown>>> = {
  agent,
  approval,
  continued,
  long,
  messages,
  parent,
  timers,
};

/** A client of the run, which repeats what fails while the server is away. */
export class Client {
  readonly failedRequests: FailedRequests = new Map();
  readonly #executor: Executor;
  readonly #signal: AbortSignal;

  constructor(executor: Executor, signal: AbortSignal) {
    this.#executor = executor;
    this.#signal = signal;
  }

  /** Starts the workflow of a work; once, even if the answer to the start is lost. */
  async start(work: Work): Promise<WorkflowHandle> {
    const options = { workflowId: work.id, idReusePolicy: 'reject_duplicate' } as const;
    try {
      return await this.request(() => this.#executor.startWorkflow(WORKFLOWS[work.kind], work, options));
    } catch (error) {
      if (!WorkflowAlreadyExistsError.isInstance(error)) throw error;
      return this.#executor.getHandle(work.id);
    }
  }

  request<T>(request: () => Promise<T>): Promise<T> {
    return persist(request, this.failedRequests, this.#signal);
  }
}
