import { messageOf } from '../../runtime/values/text.ts';
import type { JsonValue } from '../../runtime/values/json.ts';

/** The value that a model wrote, or why it is none. */
export type ReadJson = { readonly value: JsonValue } | { readonly fault: string };

/** Reads a value that a model wrote: JSON, perhaps in a fence, as models without a JSON mode like to write it. */
export function readJson(text: string): ReadJson {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text)?.[1];
  try {
    const value: JsonValue = JSON.parse(fenced ?? text);
    return { value };
  } catch (error) {
    const reason = messageOf(error);
    return { fault: `the answer is not JSON: ${reason}` };
  }
}
