import type { LogLevel } from '../workflow/runtime.ts';
import { type JsonObject, toJson } from './json.ts';
import { boundText, messageOf } from './text.ts';

/** Truncates long log texts to a readable size. */
const MAX_LOG_TEXT_LENGTH = 16_384;

/** Converts a message for the log of any engine. Never throws: logging must not fail a workflow or an activity. */
export function toLogMessage(message: unknown): string {
  return boundText(messageOf(message), MAX_LOG_TEXT_LENGTH);
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Returns a valid log level: `info` for an unknown one. */
export function toLogLevel(level: unknown): LogLevel {
  return LEVELS.find((one) => one === level) ?? 'info';
}

const MAX_LOGGED_ERROR_LENGTH = 2_000;

/** Returns the message of an error as a log attribute. Never throws. */
export function toLoggedError(thrown: unknown): string {
  return boundText(messageOf(thrown), MAX_LOGGED_ERROR_LENGTH);
}

/** Converts log attributes to JSON. Attributes that are not JSON are replaced with the reason. */
export function toLogAttributes(attributes: JsonObject | undefined): JsonObject | undefined {
  if (attributes === undefined) return undefined;
  try {
    const json = toJson(attributes, 'attributes');
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { attributes: json };
  } catch (error) {
    return { attributesLeftOut: boundText(messageOf(error), MAX_LOG_TEXT_LENGTH) };
  }
}
