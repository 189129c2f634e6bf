import type { LogLevel } from '../workflow/runtime.ts';
import { type JsonObject, toJson } from './json.ts';
import { boundText, messageOf } from './text.ts';

/** Enough for a person, and little enough for a line of a log. */
const MAX_LOG_TEXT_LENGTH = 16_384;

/** What is logged, as any engine can write it. Never throws: a line of a log ends no workflow and no activity. */
export function toLogMessage(message: unknown): string {
  return boundText(messageOf(message), MAX_LOG_TEXT_LENGTH);
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** A level as any engine has it: `info` for one that no engine has. */
export function toLogLevel(level: unknown): LogLevel {
  return LEVELS.find((one) => one === level) ?? 'info';
}

const MAX_LOGGED_ERROR_LENGTH = 2_000;

/** What an error says, as one attribute of a line. Never throws. */
export function toLoggedError(thrown: unknown): string {
  return boundText(messageOf(thrown), MAX_LOGGED_ERROR_LENGTH);
}

/** Attributes of a line as JSON. What is not JSON is left out, and the line says so. */
export function toLogAttributes(attributes: JsonObject | undefined): JsonObject | undefined {
  if (attributes === undefined) return undefined;
  try {
    const json = toJson(attributes, 'attributes');
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : { attributes: json };
  } catch (error) {
    return { attributesLeftOut: boundText(messageOf(error), MAX_LOG_TEXT_LENGTH) };
  }
}
