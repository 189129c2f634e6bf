import { toJson } from '@mcp-agent/core/engine';
import { type ErrorData, NotJsonError, ValueTooLargeError } from '@mcp-agent/core/errors';

/** Returns an error for each part of a value that is not JSON, with its path. */
export function jsonProblems(value: unknown, path: string, within: readonly unknown[] = []): Error[] {
  const problem = jsonProblem(value, path);
  if (problem === undefined) return [];
  if (!NotJsonError.isInstance(problem) || problem.path === path || within.includes(value)) return [problem];
  // The problem is inside the value, which may have more of them.
  const parts: [string, unknown][] = Array.isArray(value)
    ? value.map((element: unknown, index) => [`${path}[${index}]`, element])
    : Object.entries(Object(value)).flatMap(([key, field]): [string, unknown][] =>
        field === undefined ? [] : [[`${path}.${key}`, field]],
      );
  const inner = parts.flatMap(([name, part]) =>
    part === undefined ? [problem] : jsonProblems(part, name, [...within, value]),
  );
  return inner.length > 0 ? inner : [problem];
}

/** Finds the error about a value that is not JSON or too large among an error and its causes. */
export function findJsonProblem(error: ErrorData): ErrorData | undefined {
  for (let cause: ErrorData | undefined = error; cause !== undefined; cause = cause.cause) {
    if (cause.code === NotJsonError.code || cause.code === ValueTooLargeError.code) return cause;
  }
  return undefined;
}

function isJsonProblem(error: unknown): error is NotJsonError | ValueTooLargeError {
  return NotJsonError.isInstance(error) || ValueTooLargeError.isInstance(error);
}

function jsonProblem(value: unknown, path: string): Error | undefined {
  try {
    toJson(value, path);
    return undefined;
  } catch (error) {
    if (isJsonProblem(error)) return error;
    throw error;
  }
}
