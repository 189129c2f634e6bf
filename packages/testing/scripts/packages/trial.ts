/** What the check reports about a package, and what a worker does with it. */
export interface Trial {
  readonly portable: boolean;
  /** The kinds of the problems; of a portable package, the kinds of the warnings. */
  readonly kinds: readonly string[];
  /** The formatted report. */
  readonly report: string;
  /** Whether the worker ran and replayed the workflow, with the same result as in memory. */
  readonly runs: boolean;
  /** What the worker did, in a line. */
  readonly worker: string;
}
