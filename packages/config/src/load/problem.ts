import { ConfigurationError } from '@mcp-agent/core/errors';
import { type Path, type Source, formatPath } from './tree.ts';

/** Something that is wrong with a configuration, and where. */
export interface Problem {
  readonly source?: Source;
  readonly line?: number;
  readonly path?: Path;
  /** What is wrong and what to do about it. It never holds a value that may be a secret. */
  readonly message: string;
}

/** One error for all that is wrong. Its fields are those of the first problem, its message has every one. */
export function configurationError(...problems: readonly Problem[]): ConfigurationError {
  const { source, line, path: steps = [] }: Partial<Problem> = problems[0] ?? {};
  const path = formatPath(steps);
  return new ConfigurationError(problems.map((problem) => describeProblem(problem)).join('\n'), {
    ...(source === undefined || source.kind === 'environment' ? {} : { file: source.name }),
    ...(line === undefined ? {} : { line }),
    ...(path === '' ? {} : { path }),
  });
}

/** A problem as one line: where, what, and what to do. */
export function describeProblem({ source, line, path = [], message }: Problem): string {
  return [...placeOf(source, line), ...(path.length === 0 ? [] : [formatPath(path)]), message].join(': ');
}

function placeOf(source: Source | undefined, line: number | undefined): string[] {
  if (source === undefined) return [];
  if (source.kind === 'environment') return [`environment variable ${source.name}`];
  return [line === undefined ? source.name : `${source.name}:${line}`];
}
