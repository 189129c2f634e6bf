import type { Redactor } from '@mcp-agent/core/host';

/**
 * Control characters, except the line feed: those of ASCII and of Latin 1, and the marks of Unicode that break lines
 * or reorder text.
 */
// oxlint-disable-next-line no-control-regex -- what this is about
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** What is beyond this is far outside of what is shown: a message may have 10 MB. */
const MAX_CLEANED = 1_000_000;

/**
 * Prepares a server's text for an error or a log: hides secrets, escapes control characters, which a terminal would
 * execute, and only then truncates it, because half a secret is not found.
 */
export function cleanText(text: string, { redact }: Pick<Redactor, 'redact'>, maxLength: number): string {
  const redacted = redact(text.slice(0, MAX_CLEANED));
  const shown = escapeControls(redacted.slice(0, maxLength).toWellFormed());
  if (redacted.length <= maxLength && text.length <= MAX_CLEANED) return shown;
  return `${shown} [Truncated: ${maxLength} of ${text.length} characters are shown.]`;
}

/** As {@link cleanText}, on one line: a line feed could forge a line of the log. */
export function cleanLine(text: string, redactor: Pick<Redactor, 'redact'>, maxLength: number): string {
  return cleanText(text, redactor, maxLength).replaceAll('\n', String.raw`\n`);
}

function escapeControls(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(CONTROLS, (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
