import type { AssistantMessage, JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { objectsIn } from '../json.ts';
import { keptData, type Owner } from '../kept-data.ts';
import type { Profile } from '../profiles/profile.ts';
import { readContent } from './content.ts';

/** What a service must see again of an answer. */
export interface Kept {
  /** Fields of the message, such as its reasoning. */
  readonly message: JsonObject;
  /** Parts of the content before the text. */
  readonly thinking: readonly JsonObject[];
  /** Fields of the calls, in their order, such as Gemini's signatures. */
  readonly calls: readonly JsonObject[];
}

const NOTHING: Kept = { message: {}, thinking: [], calls: [] };

/**
 * Returns what a service must see again of a message; `undefined` if nothing.
 *
 * @param origin identifies the service, so that no other one receives it
 */
export function keptOf(message: JsonObject, { reasoning }: Profile, origin: string): JsonValue | undefined {
  const calls = objectsIn(message['tool_calls']);
  const isSent = reasoning === 'always' || (reasoning !== 'never' && calls.length > 0);
  const name = ['reasoning_details', 'reasoning_content', 'reasoning'].find(
    (field) => !isEmpty(message[field]),
  );
  const fields = pick(message, ['extra_content', ...(isSent && name !== undefined ? [name] : [])]);
  const thinking = isSent ? readContent(message['content']).thinking : [];
  const extras = calls.map((call) => pick(call, ['extra_content']));
  const hasExtra = extras.some((extra) => !isEmpty(extra));
  if (isEmpty(fields) && thinking.length === 0 && !hasExtra) return undefined;
  return {
    origin,
    message: fields,
    ...(thinking.length > 0 && { thinking: [...thinking] }),
    ...(hasExtra && { calls: extras }),
  };
}

/** Returns what is kept in a message for a service. */
export function keptIn(message: AssistantMessage, owner: Owner): Kept {
  const data = keptData(message, owner);
  if (data === undefined) return NOTHING;
  return {
    message: isJsonObject(data['message']) ? data['message'] : {},
    thinking: objectsIn(data['thinking']),
    calls: objectsIn(data['calls']),
  };
}

function pick(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.flatMap((name): [string, JsonValue][] => {
      const value = object[name];
      return value === undefined || isEmpty(value) ? [] : [[name, value]];
    }),
  );
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === '';
}
