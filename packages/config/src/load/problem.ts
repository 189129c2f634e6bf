import { ConfigurationError } from '@mcp-agent/core/errors';
import { type Path, type Source, formatPath } from './tree.ts';

/** A problem in a configuration, and its location. */
export interface Problem {
  readonly source?: Source;
  readonly line?: number;
  readonly path?: Path;
  /** The problem and its remedy. Never contains a value that may be a secret. */
  readonly message: string;
}

/** Creates one error for all problems. Its fields describe the first problem; its message lists all. */
export function configurationError(...problems: readonly Problem[]): ConfigurationError {
  const { source, line, path: steps = [] }: Partial<Problem> = problems[0] ?? {};
  const path = formatPath(steps);
  return new ConfigurationError(problems.map((problem) => describeProblem(problem)).join('\n'), {
    ...(source === undefined || source.kind === 'environment' ? {} : { file: source.name }),
    ...(line === undefined ? {} : { line }),
    ...(path === '' ? {} : { path }),
  });
}

/** Combines the errors of several files: their messages, and the fields of the first. */
export function combineErrors(errors: readonly ConfigurationError[]): ConfigurationError {
  const { file, line, path }: Partial<ConfigurationError> = errors[0] ?? {};
  return new ConfigurationError(errors.map(({ message }) => message).join('\n'), {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    ...(path === undefined ? {} : { path }),
  });
}

/** Formats a problem as one line: location, problem and remedy. */
export function describeProblem({ source, line, path = [], message }: Problem): string {
  return [...placeOf(source, line), ...(path.length === 0 ? [] : [formatPath(path)]), message].join(': ');
}

function placeOf(source: Source | undefined, line: number | undefined): string[] {
  if (source === undefined) return [];
  if (source.kind === 'environment') return [`environment variable ${source.name}`];
  return [line === undefined ? source.name : `${source.name}:${line}`];
}
