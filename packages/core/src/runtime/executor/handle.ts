import type { QueryDefinition, SignalDefinition, UpdateDefinition } from '../workflow/messages.ts';
import type { FollowOptions, WorkflowEvent } from './follow.ts';
import type { HistoryStep } from './history.ts';
import type { WorkflowDescription } from './status.ts';

/** Handle of a workflow. Every method throws {@link WorkflowNotFoundError} when the engine has no such workflow. */
export interface WorkflowHandle<Output = unknown> {
  readonly workflowId: string;
  /** The run that was started or requested. If `undefined`, the handle refers to the latest run. */
  readonly runId: string | undefined;

  /**
   * Waits for the workflow to end, across `continueAsNew`, and returns its result.
   *
   * @throws {@link WorkflowFailedError} when the workflow threw; its `cause` is the thrown error
   * @throws {@link CancelledError}, {@link TerminatedError} or {@link TimeoutError} when the workflow ended
   * that way
   */
  result(): Promise<Output>;

  /** Sends a signal. Resolves when the engine has accepted it. */
  signal<Args extends unknown[]>(signal: SignalDefinition<Args>, ...args: Args): Promise<void>;

  /**
   * Queries the workflow.
   *
   * @throws {@link MessageFailedError} when the workflow has no handler, or the handler failed
   */
  query<Result, Args extends unknown[]>(query: QueryDefinition<Result, Args>, ...args: Args): Promise<Result>;

  /**
   * Sends an update and waits for its result.
   *
   * @throws {@link UpdateRejectedError} when the workflow's validator rejected it
   * @throws {@link MessageFailedError} when the workflow has no handler, or the handler failed
   */
  update<Result, Args extends unknown[]>(
    update: UpdateDefinition<Result, Args>,
    ...args: Args
  ): Promise<Result>;

  /**
   * Requests cancellation. The workflow can still clean up; await `result` for its end. No effect on a closed
   * workflow.
   */
  cancel(): Promise<void>;

  /** Terminates the workflow immediately. No more of its code runs, including `finally` blocks. */
  terminate(reason?: string): Promise<void>;

  /** Pauses the workflow: its next step waits for `resume`. Steps that are already running continue. */
  pause(): Promise<void>;
  resume(): Promise<void>;

  describe(): Promise<WorkflowDescription>;

  /** Returns the steps of the workflow so far, in the order of their start. */
  history(): Promise<HistoryStep[]>;

  /**
   * Follows the workflow: yields its past events, then each new one as it is recorded, across `continueAsNew`, until
   * the workflow has ended. The events of the steps add up to `history()`, without the attempts of activities that
   * are running. Children have events of their own: follow their handles.
   *
   * Each iteration reads by itself, at the caller's pace. Leave the loop, or abort the signal, to stop.
   *
   * @example
   * ```ts
   * for await (const event of handle.follow()) {
   *   if (event.type === 'step') console.log(event.number, event.step.name, event.step.status);
   * }
   * ```
   *
   * @throws {@link InvalidArgumentError} at once, for invalid options
   * @throws {@link ExecutorClosedError} from the iteration, when the executor closes
   */
  follow(options?: FollowOptions): AsyncIterable<WorkflowEvent>;
}
