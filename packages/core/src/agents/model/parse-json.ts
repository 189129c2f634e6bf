import { messageOf } from '../../runtime/values/text.ts';
import type { JsonValue } from '../../runtime/values/json.ts';

/** Start and end of a part of a text. */
export type Range = readonly [start: number, end: number];

/** The parsed value with its place in the text, or why the text has none, in words for the model. */
export type ReadJson = { readonly value: JsonValue; readonly range: Range } | { readonly fault: string };

/** Parses a part of a model's answer. */
export function parseJson(text: string, start = 0, end: number = text.length): ReadJson {
  try {
    const value: JsonValue = JSON.parse(text.slice(start, end));
    return { value, range: [start, end] };
  } catch (error) {
    return { fault: `the answer is not JSON: ${messageOf(error)}` };
  }
}
