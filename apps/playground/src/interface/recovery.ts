/** What the history shows about the steps of a run whose process ended. */
export interface Recovery {
  /** Number of steps that had finished before the process was restarted, as far as they were seen. */
  readonly finished: number;
  /** Number of finished steps whose record in the history is unchanged: they were not repeated. */
  readonly kept: number;
  /** Number of finished steps whose record has changed. Any others are no longer in the history. */
  readonly changed: number;
  /** Number of steps that had started but not finished. */
  readonly unfinished: number;
  /** Number of unfinished steps that had another attempt since. */
  readonly startedAgain: number;
  /** Whether the run has made progress since that requires a process. */
  readonly continued: boolean;
  /** Whether the history was read while no process was running, so that no finished step is missing here. */
  readonly isComplete: boolean;
  /** Whether the history was read after the process ended, so that it is known to have survived. */
  readonly isRead: boolean;
}
