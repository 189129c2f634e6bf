import { isJsonObject, messageOf } from '@mcp-agent/core/provider';
import type { JsonObject } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';

/** The arguments of a tool call, or an explanation for the model of why they are invalid. */
export interface ReadArguments {
  readonly arguments: JsonObject;
  readonly invalidArguments?: string;
}

/** Maximum number of characters of the model's text to quote. */
const MAX_QUOTE_LENGTH = 400;

/**
 * Parses the arguments that a model wrote for a tool. If they are not valid JSON, describes the fault so that the
 * model can correct it.
 *
 * @param written the text of the call, or, from some services, an object
 * @param cutOff whether the response was truncated at the token limit
 */
export function readArguments(written: unknown, cutOff: boolean): ReadArguments {
  if (typeof written !== 'string') return checkObject(written, JSON.stringify(written) ?? 'nothing');
  // Some models send empty text for a tool without parameters.
  if (written.trim() === '') return { arguments: {} };
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    const reason = messageOf(error);
    return invalid(
      cutOff
        ? 'they are truncated at the token limit; write a shorter answer'
        : `they are not valid JSON: ${reason}`,
      written,
    );
  }
  // Some models encode the arguments twice.
  if (typeof value === 'string' && /^\s*(?:[{["]|$)/.test(value)) return readArguments(value, cutOff);
  return checkObject(value, written);
}

function checkObject(value: unknown, written: string): ReadArguments {
  const json = toJson(value, 'arguments');
  return isJsonObject(json) ? { arguments: json } : invalid('they are not a JSON object', written);
}

function invalid(fault: string, written: string): ReadArguments {
  const quote = written.length > MAX_QUOTE_LENGTH ? `${written.slice(0, MAX_QUOTE_LENGTH)}…` : written;
  return {
    arguments: {},
    invalidArguments:
      `It was not called, because its arguments are invalid: ${fault}. You wrote: ${quote}\n` +
      'Call it again with one JSON object that matches its schema.',
  };
}
