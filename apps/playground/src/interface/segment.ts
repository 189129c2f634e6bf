/** Segments that browsers resolve or drop, even if percent-encoded. */
const UNSAFE = new Set(['', '.', '..']);
/** Prefix of an unsafe segment, and of one that starts with the prefix itself. */
const MARK = '~';

/**
 * Encodes any text as one segment of a URL path. Lone surrogates become U+FFFD, because a URL cannot contain them.
 *
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function encodeSegment(text: string): string {
  const marked = UNSAFE.has(text) || text.startsWith(MARK) ? MARK + text : text;
  return encodeURIComponent(marked.toWellFormed());
}

/** Decodes a path segment; `undefined` if it is empty or malformed. */
export function decodeSegment(segment: string): string | undefined {
  if (segment === '') return undefined;
  try {
    return withoutMark(decodeURIComponent(segment));
  } catch {
    return undefined;
  }
}

/** Returns the text of a segment whose percent-encoding a router has decoded. */
export function withoutMark(decoded: string): string {
  return decoded.startsWith(MARK) ? decoded.slice(MARK.length) : decoded;
}
