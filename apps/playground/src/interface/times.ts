/** Durations of a workflow's steps in its last runs. */
export interface TimesView {
  /** Number of runs, by engine. */
  readonly runs: Readonly<Record<string, number>>;
  readonly steps: readonly {
    /** Kind and name of the step. */
    readonly label: string;
    /** In milliseconds, by engine; oldest first. */
    readonly times: Readonly<Record<string, readonly number[]>>;
  }[];
}
