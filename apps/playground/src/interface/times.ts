/** How long the steps of a workflow took in its last runs. */
export interface TimesView {
  /** How many runs were looked at, by engine. */
  readonly runs: Readonly<Record<string, number>>;
  readonly steps: readonly {
    /** The kind and the name of the step. */
    readonly label: string;
    /** Milliseconds, by engine; the oldest first. */
    readonly times: Readonly<Record<string, readonly number[]>>;
  }[];
}
