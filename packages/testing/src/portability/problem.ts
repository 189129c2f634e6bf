/** What kind of thing does not travel from one engine to another. */
export type PortabilityProblemKind =
  /** the replay of the run took another step than the run */
  | 'step'
  /** the replay of the run ended otherwise than the run */
  | 'result'
  /** a value at a door that is not JSON */
  | 'value'
  /** state kept in a module from one run to the next: each run on Temporal has fresh modules */
  | 'state'
  /** fetch, sockets, HTTP */
  | 'network'
  /** the process, its environment, its machine, other processes */
  | 'process'
  /** files */
  | 'disk'
  /** the time of day */
  | 'clock'
  /** random numbers, keys and UUIDs */
  | 'chance'
  /** timers, and waiting that is not the engine's */
  | 'timer'
  /** another global of Node's that Temporal's isolate does not have */
  | 'global'
  /** an import that Temporal's bundler refuses */
  | 'import'
  /** the workflow file cannot be bundled, or fails as it is loaded in the isolate */
  | 'bundle';

/** One thing in workflow code that does not travel, and what to do instead. */
export interface PortabilityProblem {
  readonly kind: PortabilityProblemKind;
  /** What is wrong, and what to write in its place. */
  readonly message: string;
  /** The user's file; absent where nobody knows it. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** What `checkPortability` found. */
export interface PortabilityReport {
  /** Whether there are no problems; warnings do not count. */
  readonly portable: boolean;
  /** What fails or does something else on Temporal. */
  readonly problems: readonly PortabilityProblem[];
  /** What works on Temporal, because Temporal replaces it, or may be meant so: better said through `ctx`. */
  readonly warnings: readonly PortabilityProblem[];
  /** Whether the run was repeated against its record. It is not where the run did what cannot be repeated. */
  readonly replayed: boolean;
}

/** A report as text, one finding a line: `file:line kind: message`. Empty where nothing was found. */
export function formatReport(report: PortabilityReport): string {
  const lines = (found: readonly PortabilityProblem[], mark: string): string[] =>
    found.map(({ kind, message, file, line }) => {
      const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
      return `${mark}${place}${kind}: ${message}`;
    });
  return [...lines(report.problems, ''), ...lines(report.warnings, 'warning: ')].join('\n');
}
