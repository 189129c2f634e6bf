/** Node's key for the method with which a value formats itself; Bun and Deno have it too. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** The options of `util.inspect` that are used here. */
interface InspectOptions {
  readonly depth?: number | null;
}

/** What `util.inspect` passes to a value's own method. */
export type InspectArguments = [depth: number, options: InspectOptions, inspect: Inspect];

type Inspect = (value: unknown, options: InspectOptions) => string;

/**
 * Formats an error and all its causes, with each message once: the message of an error ends with that of its cause,
 * whose stack therefore begins without it.
 */
export function inspectError(error: Error, options: InspectOptions, inspect: Inspect): string {
  const depth = typeof options.depth === 'number' ? Math.max(options.depth, causesOf(error)) : options.depth;
  const { message, stack = '' } = error;
  const [header = '', ...frames] = stack.split('\n');
  const full = stack.includes(message) ? stack : [`${header}: ${message}`, ...frames].join('\n');
  return inspect(plain(error, full), { ...options, depth });
}

function causesOf(error: Error): number {
  return error.cause instanceof Error ? 1 + causesOf(error.cause) : 1;
}

/** Copies an error without its own way to format itself. */
function plain(error: Error, stack: string): Error {
  const { cause } = error;
  const copy = Object.defineProperties(new Error(error.message), {
    ...Object.getOwnPropertyDescriptors(error),
    stack: { value: stack },
    ...(cause instanceof Error && INSPECT in cause && { cause: { value: plain(cause, cause.stack ?? '') } }),
    [INSPECT]: { value: undefined },
  });
  return Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
}
