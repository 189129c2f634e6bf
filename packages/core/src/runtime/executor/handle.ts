import type { QueryDefinition, SignalDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { HistoryStep } from './history.ts';
import type { WorkflowDescription } from './status.ts';

/**
 * A workflow that was started, seen from outside. Every method throws {@link WorkflowNotFoundError} when the
 * engine knows no such workflow.
 */
export interface WorkflowHandle<Output = unknown> {
  readonly workflowId: string;
  /** The run that was started, or the one that was named; else the latest is meant. */
  readonly runId: string | undefined;

  /**
   * Waits for the workflow to end, through `continueAsNew`, and gives what it gave.
   *
   * @throws {@link WorkflowFailedError} when the workflow threw; its `cause` is what was thrown
   * @throws {@link CancelledError}, {@link TerminatedError} or {@link TimeoutError} when it ended so
   */
  result(): Promise<Output>;

  /** Sends a signal; resolves when the engine has it. */
  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;

  /** @throws {@link MessageFailedError} when the workflow has no handler for it, or the handler failed */
  query<Result, Args extends unknown[]>(query: QueryDefinition<Result, Args>, ...args: Args): Promise<Result>;

  /**
   * @throws {@link UpdateRejectedError} when the workflow's validator refused it
   * @throws {@link MessageFailedError} when the workflow has no handler for it, or the handler failed
   */
  update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;

  /** Asks the workflow to cancel; it may clean up first. `result` tells when it has ended. One that has is left alone. */
  cancel(): Promise<void>;

  /** Ends the workflow at once; nothing of it runs any more, no `finally` either. */
  terminate(reason?: string): Promise<void>;

  /** Lets the workflow's next step wait until `resume`. What runs already goes on. */
  pause(): Promise<void>;
  resume(): Promise<void>;

  describe(): Promise<WorkflowDescription>;

  /** What the workflow did so far, in order of its beginning. */
  history(): Promise<HistoryStep[]>;
}
