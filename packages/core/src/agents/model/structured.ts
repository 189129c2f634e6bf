import { messageOf } from '../../runtime/values/text.ts';
import type { JsonValue } from '../../runtime/values/json.ts';

/** The parsed value, or why the text is not valid JSON. */
export type ReadJson = { readonly value: JsonValue } | { readonly fault: string };

/** Parses JSON written by a model. Accepts JSON in a code fence, which models without a JSON mode often produce. */
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
