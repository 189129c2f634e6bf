import type { JsonObject } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';

/** A call's arguments, or what the model should know about why they are none. */
export interface ReadArguments {
  readonly arguments: JsonObject;
  readonly invalidArguments?: string;
}

/** As much of what the model wrote as it is shown again. */
const MAX_QUOTE_LENGTH = 400;

/**
 * Reads the arguments that a model wrote for a tool. It writes JSON most of the time; where it does not, the
 * fault is described so that it can mend it.
 *
 * @param written the text of the call, or, from some services, an object
 * @param cutOff whether the answer ended because it reached its limit of tokens
 */
export function readArguments(written: unknown, cutOff: boolean): ReadArguments {
  if (typeof written !== 'string') return checkObject(written, JSON.stringify(written) ?? 'nothing');
  // A tool without parameters is called with nothing by some models.
  if (written.trim() === '') return { arguments: {} };
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return invalid(
      cutOff
        ? 'they were cut off when the answer reached its limit of tokens; write a shorter answer'
        : `they are not valid JSON: ${reason}`,
      written,
    );
  }
  return checkObject(value, written);
}

function checkObject(value: unknown, written: string): ReadArguments {
  const json = toJson(value, 'arguments');
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    return invalid('they are not a JSON object', written);
  }
  return { arguments: json };
}

function invalid(fault: string, written: string): ReadArguments {
  const quote = written.length > MAX_QUOTE_LENGTH ? `${written.slice(0, MAX_QUOTE_LENGTH)}…` : written;
  return {
    arguments: {},
    invalidArguments:
      `it was not called, because its arguments cannot be used: ${fault}. You wrote: ${quote}\n` +
      "Call it again with one JSON object that fits the tool's schema.",
  };
}
