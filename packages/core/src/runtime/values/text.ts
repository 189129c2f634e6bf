/**
 * Makes a text fit to leave JavaScript: well-formed UTF-16, and no longer than a limit. Temporal and every other
 * engine that encodes as UTF-8 rejects a lone surrogate.
 *
 * @param limit the most UTF-16 code units that are kept; a mark at the end tells how many there were
 */
export function boundText(text: string, limit: number): string {
  if (text.length <= limit) return text.toWellFormed();
  // Half of a surrogate pair at the cut would become a replacement character.
  const end = (text.charCodeAt(limit - 1) & 0xfc_00) === 0xd8_00 ? limit - 1 : limit;
  return `${text.slice(0, end).toWellFormed()}… (truncated: ${text.length} characters in all)`;
}

/**
 * Any value as text. Never throws: a getter, a proxy or a `toString` of the value may.
 */
export function textOfAny(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' || typeof value === 'function') {
    const json = attempt(() => JSON.stringify(value));
    if (json !== undefined) return json;
  }
  return attempt(() => String(value)) ?? `(${typeof value} that cannot be written as text)`;
}

/**
 * What an error says: its message, or any other thrown value as text. Never throws.
 */
export function messageOf(thrown: unknown): string {
  const message = property(thrown, 'message');
  return typeof message === 'string' && isError(thrown) ? message : textOfAny(thrown);
}

/**
 * Whether a value is an `Error`, also of another realm, as those of Node's classes are in Temporal's isolate. Never
 * throws, as `instanceof` does for a revoked proxy.
 */
export function isError(value: unknown): value is Error {
  return (
    attempt(() => value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') ??
    false
  );
}

/** A property of any value, or `undefined` where there is none or reading it throws. */
export function property(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? attempt((): unknown => Reflect.get(value, key))
    : undefined;
}

/** What a function returns, or `undefined` where it throws. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
