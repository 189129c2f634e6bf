import type { JsonValue } from '@mcp-agent/core';

/** JSON values in a text, and what else is in it. */
export interface FoundJson {
  readonly values: readonly JsonValue[];
  readonly noise: string;
}

/** How often a text may begin an object that does not end: a hostile line could do so at every character. */
const MAX_FAILURES = 20;
/** The start of an object with fields, or of a list of objects. */
const OPENING = /\{\s*"|\[\s*\{/g;

/**
 * Reads the JSON objects and arrays in a line. Some programs write a message and other output into one line, or
 * several messages.
 */
export function findJson(line: string): FoundJson {
  // A byte order mark is the first output of some runtimes.
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return { values: [], noise: '' };
  const whole = parse(text);
  if (whole !== undefined)
    return isMessageLike(whole) ? { values: [whole], noise: '' } : { values: [], noise: text };
  const values: JsonValue[] = [];
  const noise: string[] = [];
  let from = 0;
  for (let failures = 0; failures < MAX_FAILURES;) {
    OPENING.lastIndex = from;
    const found = OPENING.exec(text);
    if (found === null) break;
    const start = found.index;
    const end = endOf(text, start);
    const value = end === undefined ? undefined : parse(text.slice(start, end));
    if (value === undefined || end === undefined) {
      noise.push(text.slice(from, start + 1));
      from = start + 1;
      failures += 1;
      continue;
    }
    noise.push(text.slice(from, start));
    values.push(value);
    from = end;
  }
  noise.push(text.slice(from));
  return { values, noise: noise.join('').trim() };
}

function isMessageLike(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

/** Returns the index after the bracket that closes the one at `start`; `undefined` if none does. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let index = start; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return undefined;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
