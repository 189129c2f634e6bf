/** Segments that browsers resolve or drop, however they are escaped. */
const UNSAFE = new Set(['', '.', '..']);
/** Marks an unsafe segment, and one that begins with the mark itself. */
const MARK = '~';

/**
 * Encodes any text as one segment of a URL's path. Lone surrogates become U+FFFD: no URL can carry them.
 *
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function encodeSegment(text: string): string {
  const marked = UNSAFE.has(text) || text.startsWith(MARK) ? MARK + text : text;
  return encodeURIComponent(marked.toWellFormed());
}

/** Decodes a segment of a path; `undefined` if it is empty or has a malformed escape. */
export function decodeSegment(segment: string): string | undefined {
  if (segment === '') return undefined;
  try {
    return withoutMark(decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

/** The text of a segment whose escapes a router has decoded. */
export function withoutMark(decoded: string): string {
  return decoded.startsWith(MARK) ? decoded.slice(MARK.length) : decoded;
}
