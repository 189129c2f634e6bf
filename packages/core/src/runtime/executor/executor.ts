import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { WorkflowHandle } from './handle.ts';
import type { SignalDefinition } from '../workflow/messages.ts';
import type { StartOptions } from './options.ts';
import type { WorkflowDescription, WorkflowFilter } from './status.ts';

/**
 * Runs workflows. The same interface for every engine. Dispose of it (`await using`, or `close()`) to release
 * its resources.
 */
export interface Executor extends AsyncDisposable {
  /** The engine's name, such as `asyncio` or `temporal`. */
  readonly engine: string;

  /**
   * Starts a workflow and waits for its result.
   *
   * @throws {@link WorkflowFailedError} when the workflow threw; its `cause` is the thrown error
   * @throws {@link CancelledError}, {@link TerminatedError} or {@link TimeoutError} when the workflow ended
   * that way
   * @throws {@link WorkflowAlreadyExistsError} when the id is in use
   * @throws {@link NotJsonError} for an input that is not JSON
   */
  executeWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<Output>;

  /**
   * Starts a workflow and returns its handle, without waiting for the workflow to end.
   *
   * @throws {@link WorkflowAlreadyExistsError} when the id is in use
   * @throws {@link NotJsonError} for an input that is not JSON
   */
  startWorkflow<Input, Output>(
    workflow: WorkflowDefinition<Input, Output>,
    ...args: StartArguments<Input>
  ): Promise<WorkflowHandle<Output>>;

  /**
   * Sends a signal to the workflow with this id, and starts the workflow first if it is not running. The
   * operation is atomic. Temporal's signal-with-start.
   *
   * @param options with the workflow id; a running workflow keeps its own options
   */
  signalWithStart<Input, Output, Args extends unknown[]>(
    workflow: WorkflowDefinition<Input, Output>,
    message: SignalMessage<Args>,
    input: Input,
    options: StartOptions & { readonly workflowId: string },
  ): Promise<WorkflowHandle<Output>>;

  /**
   * Lists the workflows that the engine knows, the most recently started first.
   *
   * On Temporal, changes appear with a short delay.
   */
  listWorkflows(filter?: WorkflowFilter): Promise<WorkflowDescription[]>;

  /**
   * Returns the handle of an existing workflow: of the given run, or else of the latest. This method does not
   * check that the workflow exists; the handle's methods throw {@link WorkflowNotFoundError}.
   */
  getHandle<Output = unknown>(workflowId: string, runId?: string): WorkflowHandle<Output>;

  /** Releases the executor's resources. A second call does nothing. */
  close(): Promise<void>;
}

/** Arguments of a start. The input is optional if its type includes `undefined`. */
export type StartArguments<Input> = undefined extends Input
  ? [input?: Input, options?: StartOptions]
  : [input: Input, options?: StartOptions];

/** A signal with its arguments. */
export interface SignalMessage<Args extends unknown[]> {
  readonly signal: SignalDefinition<Args>;
  readonly args: Args;
}
