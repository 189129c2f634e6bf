import { type Problem, describeProblem } from './problem.ts';
import { formatPath } from './tree.ts';

/** A configuration entry without effect. */
export interface ConfigWarning {
  /** The file. Not set for an environment variable. */
  readonly file?: string;
  /** The line in `file`, from 1. */
  readonly line?: number;
  /** The key's path, such as `temporal.task_que`. Not set for a whole file. */
  readonly path?: string;
  /** The known key that was probably meant. */
  readonly nearest?: string;
  /** The whole warning as one readable line. */
  readonly message: string;
}

/** Converts a problem to a warning. */
export function configWarning(problem: Problem, nearest?: string): ConfigWarning {
  const { source, line, path = [] } = problem;
  return {
    ...(source === undefined || source.kind === 'environment' ? {} : { file: source.name }),
    ...(line === undefined ? {} : { line }),
    ...(path.length === 0 ? {} : { path: formatPath(path) }),
    ...(nearest === undefined ? {} : { nearest }),
    message: describeProblem(problem),
  };
}

/** Emits a warning through `process.emitWarning`. */
export function emitWarning(warning: ConfigWarning): void {
  process.emitWarning(warning.message, { type: 'ConfigurationWarning', code: 'MCP_AGENT_CONFIGURATION' });
}
