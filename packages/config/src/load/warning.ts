import { type Problem, describeProblem } from './problem.ts';
import { formatPath } from './tree.ts';

/** Something in a configuration that has no effect. */
export interface ConfigWarning {
  /** The file that it is in; none for an environment variable. */
  readonly file?: string;
  /** The line in `file`, from 1. */
  readonly line?: number;
  /** The key's path, such as `temporal.task_que`; none for a whole file. */
  readonly path?: string;
  /** The known key that is probably meant. */
  readonly nearest?: string;
  /** All of it in one line, for people. */
  readonly message: string;
}

/** A problem as a warning. */
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

/** Says a warning the way Node says its own. */
export function emitWarning(warning: ConfigWarning): void {
  process.emitWarning(warning.message, { type: 'ConfigurationWarning', code: 'MCP_AGENT_CONFIGURATION' });
}
