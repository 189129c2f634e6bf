/** Node's key for the method with which a value formats itself; Bun and Deno have it too. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** The options of `util.inspect` that are used here. */
export interface InspectOptions {
  readonly depth?: number | null;
}

/** `util.inspect`. */
export type Inspect = (value: unknown, options: InspectOptions) => string;

/**
 * Formats an error and all its causes, with each message once: the message of an error ends with that of its cause,
 * whose stack therefore begins without it.
 */
export function inspectError(error: Error, options: InspectOptions, inspect: Inspect): string {
  const depth = typeof options.depth === 'number' ? Math.max(options.depth, causesOf(error)) : options.depth;
  const { message, stack = '' } = error;
  const full = stack.includes(message) ? stack : stack.replace(/^.*/, (header) => `${header}: ${message}`);
  return inspect(plain(error, full), Object.assign({}, options, { depth }));
}

function causesOf(error: Error): number {
  return error.cause instanceof Error ? 1 + causesOf(error.cause) : 1;
}

/** Copies an error without its own way to format itself. */
function plain(error: Error, stack: string): Error {
  const { cause } = error;
  const copy = Object.defineProperties(new Error(error.message), Object.getOwnPropertyDescriptors(error));
  Object.defineProperty(copy, 'stack', { value: stack });
  Object.defineProperty(copy, INSPECT, { value: undefined });
  if (cause instanceof Error && INSPECT in cause) {
    Object.defineProperty(copy, 'cause', { value: plain(cause, cause.stack ?? '') });
  }
  return Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
}
