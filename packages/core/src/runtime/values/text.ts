/**
 * Makes a text safe to send: well-formed UTF-16 and truncated to a limit. Engines that encode as UTF-8, such as
 * Temporal, reject lone surrogates. A text that was truncated to the same limit stays as it is.
 *
 * @param limit maximum number of UTF-16 code units; a suffix states the original length of a truncated text
 */
export function boundText(text: string, limit: number): string {
  if (text.length <= limit || TRUNCATED.test(text.slice(limit))) return text.toWellFormed();
  // Do not cut a surrogate pair in half: it would become a replacement character.
  const end = (text.charCodeAt(limit - 1) & 0xfc_00) === 0xd8_00 ? limit - 1 : limit;
  return `${text.slice(0, end).toWellFormed()}… (truncated: ${text.length} characters in all)`;
}

const TRUNCATED = /^…? \(truncated: \d+ characters in all\)$/;

/** Converts any value to text. Never throws, even if a getter, a proxy or the `toString` of the value does. */
export function textOfAny(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' || typeof value === 'function') {
    const json = attempt(() => JSON.stringify(value));
    if (json !== undefined) return json;
  }
  return attempt(() => String(value)) ?? `(${typeof value} that cannot be written as text)`;
}

/** Returns the message of an error, or any other thrown value as text. Never throws. */
export function messageOf(thrown: unknown): string {
  const message = property(thrown, 'message');
  return typeof message === 'string' && isError(thrown) ? message : textOfAny(thrown);
}

/**
 * Returns whether a value is an `Error`, including errors from another realm, such as those of Node's classes
 * in Temporal's isolate. Never throws, unlike `instanceof` for a revoked proxy.
 */
export function isError(value: unknown): value is Error {
  return (
    attempt(() => value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') ??
    false
  );
}

/** Returns a property of any value, or `undefined` if it is missing or reading it throws. */
export function property(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? attempt((): unknown => Reflect.get(value, key))
    : undefined;
}

/** Returns the result of a function, or `undefined` if it throws. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
