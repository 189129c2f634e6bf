import { RE2JS } from 're2js';

/** The characters of `\s` and the line terminators in JavaScript, of which RE2 has only those of ASCII. */
const SPACES = String.raw`\s\x{b}\x{a0}\x{feff}\p{Zs}\x{2028}\x{2029}`;
const NOT_LINE_ENDS = String.raw`[^\n\r\x{2028}\x{2029}]`;

const TOKEN = /\\?[^]/g;

/** Converts a regular expression of JavaScript, which JSON Schema uses, to the syntax of RE2. */
export function toRE2(pattern: string): string {
  let inClass = false;
  return RE2JS.translateRegExp(pattern).replaceAll(TOKEN, (token) => {
    if (token === ']') inClass = false;
    if (token === String.raw`\s`) return inClass ? SPACES : `[${SPACES}]`;
    if (inClass) return token;
    if (token === '[') inClass = true;
    if (token === String.raw`\S`) return `[^${SPACES}]`;
    return token === '.' ? NOT_LINE_ENDS : token;
  });
}
