/** The kind of a portability problem. */
export type PortabilityProblemKind =
  /** the replay took a different step */
  | 'step'
  /** the replay had a different result */
  | 'result'
  /** an input or result is not JSON */
  | 'value'
  /** a module variable keeps state between runs; on Temporal, each run has its own modules */
  | 'state'
  /** fetch, sockets or HTTP */
  | 'network'
  /** the process, its environment or its machine; other processes */
  | 'process'
  /** files */
  | 'disk'
  /** the time of day */
  | 'clock'
  /** the time zone or the language of the machine */
  | 'locale'
  /** random numbers, keys or UUIDs */
  | 'chance'
  /** timers that are not the engine's */
  | 'timer'
  /** another global that Temporal's isolate lacks */
  | 'global'
  /** an import that Temporal's bundler rejects */
  | 'import'
  /** the workflow file does not bundle, or does not load in the isolate */
  | 'bundle';

/** A finding in workflow code. */
export interface PortabilityProblem {
  readonly kind: PortabilityProblemKind;
  /** What is wrong, and what to use instead. */
  readonly message: string;
  /** The file. Missing if it is unknown. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}

/** The report of `checkPortability`. */
export interface PortabilityReport {
  /** Whether there are no problems. Warnings do not count. */
  readonly portable: boolean;
  /** Code that fails or behaves differently on Temporal. */
  readonly problems: readonly PortabilityProblem[];
  /** Code that works on Temporal only because Temporal replaces it. Prefer `ctx`. */
  readonly warnings: readonly PortabilityProblem[];
  /** Whether the run was replayed. A run with side effects outside activities is not. */
  readonly replayed: boolean;
}

/** Formats a report with one line for each finding: `file:line kind: message`. Empty without findings. */
export function formatReport(report: PortabilityReport): string {
  const lines = (found: readonly PortabilityProblem[], mark: string): string[] =>
    found.map(({ kind, message, file, line }) => {
      const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`} `;
      return `${mark}${place}${kind}: ${message}`;
    });
  return [...lines(report.problems, ''), ...lines(report.warnings, 'warning: ')].join('\n');
}
