/** What an engine's history says about the steps of a run whose process ended. */
export interface Recovery {
  /** Steps that were seen to have finished before the process was started again. */
  readonly finished: number;
  /** Those of them whose record in the history is the same now: nothing did them again. */
  readonly kept: number;
  /** Those of them whose record differs now. The rest is no longer in the history. */
  readonly changed: number;
  /** Steps that had begun and had not finished. */
  readonly unfinished: number;
  /** Those of them that had another attempt since. */
  readonly startedAgain: number;
  /** The run has taken a step since that only a process can take. */
  readonly continued: boolean;
  /** The history was read while there was no process: no step that had finished is missing here. */
  readonly isComplete: boolean;
  /** The history was read after the process ended: wherever the engine keeps it, it is there. */
  readonly isRead: boolean;
}
