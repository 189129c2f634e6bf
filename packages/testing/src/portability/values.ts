import { toJson } from '@mcp-agent/core/engine';
import { type ErrorData, NotJsonError, ValueTooLargeError } from '@mcp-agent/core/errors';

/** Everything in a value that cannot cross a door, each with its path. */
export function refusals(value: unknown, path: string, within: readonly unknown[] = []): Error[] {
  const refusal = refusalOf(value, path);
  if (refusal === undefined) return [];
  if (!NotJsonError.isInstance(refusal) || refusal.path === path || within.includes(value)) return [refusal];
  // It is something inside; there may be more of it.
  const parts: [string, unknown][] = Array.isArray(value)
    ? value.map((element: unknown, index) => [`${path}[${index}]`, element])
    : Object.entries(Object(value)).flatMap(([key, field]): [string, unknown][] =>
        field === undefined ? [] : [[`${path}.${key}`, field]],
      );
  const inside = parts.flatMap(([name, part]) =>
    part === undefined ? [refusal] : refusals(part, name, [...within, value]),
  );
  return inside.length > 0 ? inside : [refusal];
}

/** The refusal among an error and its causes. */
export function refusalAmong(error: ErrorData): ErrorData | undefined {
  for (let cause: ErrorData | undefined = error; cause !== undefined; cause = cause.cause) {
    if (cause.code === NotJsonError.code || cause.code === ValueTooLargeError.code) return cause;
  }
  return undefined;
}

function isRefusal(error: unknown): error is NotJsonError | ValueTooLargeError {
  return NotJsonError.isInstance(error) || ValueTooLargeError.isInstance(error);
}

function refusalOf(value: unknown, path: string): Error | undefined {
  try {
    toJson(value, path);
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
