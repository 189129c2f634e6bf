/** How a check went. */
export interface CheckResult {
  readonly ok: boolean;
  /** What a person wants to read of it: of a check that failed why, of one that passed what it measured. */
  readonly output: string;
}

/** One of the things that must hold for the repository. */
export interface Check {
  readonly name: string;
  run(): Promise<CheckResult>;
}

/** A check that ran. */
export interface FinishedCheck extends CheckResult {
  readonly name: string;
}
