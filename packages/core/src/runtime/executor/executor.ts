import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { WorkflowHandle } from './handle.ts';
import type { SignalDefinition } from '../workflow/messages.ts';
import type { StartOptions } from './options.ts';
import type { WorkflowDescription, WorkflowFilter } from './status.ts';

/**
 * What runs workflows: one interface for every engine. Dispose of it (`await using`, or `close()`) to release
 * what it holds.
 */
export interface Executor extends AsyncDisposable {
  /** The engine's name, such as `asyncio` or `temporal`. */
  readonly engine: string;

  /**
   * Starts a workflow and waits for what it gives.
   *
   * @throws {@link WorkflowFailedError} when the workflow threw; its `cause` is what was thrown
   * @throws {@link CancelledError}, {@link TerminatedError} or {@link TimeoutError} when it ended so
   * @throws {@link WorkflowAlreadyExistsError} when the id is taken
   * @throws {@link NotJsonError} for an input that cannot cross
   */
  executeWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<Output>;

  /**
   * Starts a workflow and gives its handle, without waiting for the workflow to end.
   *
   * @throws {@link WorkflowAlreadyExistsError} when the id is taken
   * @throws {@link NotJsonError} for an input that cannot cross
   */
  startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>>;

  /**
   * Sends a signal to the workflow of that id, and starts it first if none runs. No other start or end can come
   * between. Temporal's signal-with-start.
   *
   * @param options with the id; a workflow that runs is taken as it is
   */
  signalWithStart<Input, Output, Args extends unknown[]>(
    workflow: WorkflowDefinition<Input, Output>,
    message: SignalMessage<Args>,
    input: Input,
    options: StartOptions & { readonly workflowId: string },
  ): Promise<WorkflowHandle<Output>>;

  /**
   * The workflows that the engine knows, those that started last first.
   *
   * On Temporal a change is seen a moment after it was made.
   */
  listWorkflows(filter?: WorkflowFilter): Promise<WorkflowDescription[]>;

  /**
   * The handle of a workflow that was started before, of its latest run unless one is named. Whether there is
   * one is found out by its methods, which throw {@link WorkflowNotFoundError}.
   */
  getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output>;

  /** Releases what the executor holds. A second call does nothing. */
  close(): Promise<void>;
}

/** The input may be left out by a workflow that takes none. */
export type StartArguments<Input> = undefined extends Input
  ? [input?: Input, options?: StartOptions]
  : [input: Input, options?: StartOptions];

/** A signal and what it carries. */
export interface SignalMessage<Args extends unknown[]> {
  readonly signal: SignalDefinition<Args>;
  readonly args: Args;
}
