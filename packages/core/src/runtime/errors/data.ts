import { type JsonObject, type JsonValue, toJson } from '../values/json.ts';
import { attempt, boundText, isError, messageOf, property, textOfAny } from '../values/text.ts';
import * as activity from './activity.ts';
import * as engine from './engine.ts';
import { findErrorClass, registerErrors } from './classes.ts';
import { McpAgentError, RESERVED } from './error.ts';
import { setStack } from './stack.ts';
import * as values from './values.ts';
import * as workflow from './workflow.ts';

/** An error as JSON. Every engine passes errors between processes in this form. */
export interface ErrorData {
  /** The stable code of the error's class. */
  readonly code: string;
  readonly message: string;
  readonly stack?: string;
  readonly fields?: JsonObject;
  readonly cause?: ErrorData;
}

registerErrors(...[activity, engine, values, workflow].flatMap((module) => Object.values(module)));

const MAX_CAUSES = 8;
// An error with all its causes stays below Temporal's limit of 2 MB for a failure, in any language.
const MAX_MESSAGE_LENGTH = 16_384;
const MAX_STACK_LENGTH = 8_192;
/** JSON length of the fields of an error and its causes together. */
const MAX_FIELDS_LENGTH = 200_000;

/**
 * Converts any thrown value to data. Never throws. A value that is not a {@link McpAgentError} becomes an
 * {@link ApplicationError}. Text becomes well-formed UTF-16. Values over their limit are truncated and marked
 * as such: 16,384 characters of a message, 8,192 of a stack, 200,000 of all fields, 8 causes.
 */
export function errorToData(thrown: unknown): ErrorData {
  return writeError(thrown, { ...LIMITS }, 0);
}

/** Copies an error that was received: the same class, fields, stack and causes, and no object shared. */
export function copyError(error: McpAgentError): McpAgentError {
  return errorFromData(writeError(error, { ...NO_LIMITS }, 0));
}

/** What an error and its causes may hold. */
interface Room {
  readonly message: number;
  readonly stack: number;
  /** Characters left for fields. */
  left: number;
}

const LIMITS: Room = { message: MAX_MESSAGE_LENGTH, stack: MAX_STACK_LENGTH, left: MAX_FIELDS_LENGTH };
/** For an error that was within its limits, and would be marked as truncated twice. */
const NO_LIMITS: Room = { message: Infinity, stack: Infinity, left: Infinity };

function writeError(thrown: unknown, room: Room, depth: number): ErrorData {
  const error = toError(thrown);
  const stack = property(error, 'stack');
  const cause = depth === MAX_CAUSES ? undefined : property(error, 'cause');
  return {
    code: textOfAny(property(error, 'code')),
    message: boundText(messageOf(error), room.message),
    ...(typeof stack === 'string' && { stack: boundText(stack, room.stack) }),
    fields: fieldsOf(error, room),
    ...(cause !== undefined && { cause: writeError(cause, room, depth + 1) }),
  };
}

/** Creates the error that {@link errorToData} serialized: the same class, fields, stack and causes. */
export function errorFromData(data: ErrorData): McpAgentError {
  return readError(data, 0);
}

function readError(data: ErrorData, depth: number): McpAgentError {
  const cause =
    data.cause === undefined || depth === MAX_CAUSES ? undefined : readError(data.cause, depth + 1);
  const errorClass = findErrorClass(data.code) ?? activity.ApplicationError;
  const error = Reflect.construct(errorClass, [data.message, { ...data.fields, cause }]);
  if (data.stack !== undefined) setStack(error, data.stack);
  return error;
}

/** Converts any thrown value to an error of this project. Never throws. */
export function toError(thrown: unknown): McpAgentError {
  if (McpAgentError.isInstance(thrown)) return thrown;
  if (!isError(thrown)) {
    const type = thrown === null ? 'null' : typeof thrown;
    return new activity.ApplicationError(textOfAny(thrown), { type });
  }
  const error = new activity.ApplicationError(messageOf(thrown), {
    type: nameOf(thrown),
    cause: property(thrown, 'cause') ?? firstOf(property(thrown, 'errors')),
  });
  setStack(error, property(thrown, 'stack'));
  return error;
}

/**
 * Returns the error's own fields as JSON. A field that is not JSON becomes text, so that the error itself is
 * not lost.
 */
function fieldsOf(error: McpAgentError, room: Room): JsonObject {
  const fields: JsonObject = {};
  // Also those that are not enumerable, because the message contains their text.
  for (const key of attempt(() => Object.getOwnPropertyNames(error)) ?? []) {
    const value = property(error, key);
    if (RESERVED.has(key) || value === undefined) continue;
    const field = fieldOf(key, value, room.left);
    room.left -= JSON.stringify(field).length;
    if (room.left <= 0) break;
    fields[key] = field;
  }
  return fields;
}

function fieldOf(key: string, value: unknown, left: number): JsonValue {
  const json = asJson(key, value);
  if (typeof json === 'string') return boundText(json, Math.max(1, Math.floor(left / 2)));
  const { length } = JSON.stringify(json);
  return length < left ? json : `(left out: ${length} characters)`;
}

function asJson(key: string, value: unknown): JsonValue {
  try {
    return toJson(value, key);
  } catch {
    return textOfAny(value);
  }
}

/** Returns the error's name. A subclass of Error that does not set `name` gets the name of its class. */
function nameOf(error: Error): string {
  const name = property(error, 'name');
  const named = name === 'Error' ? property(property(error, 'constructor'), 'name') : name;
  return typeof named === 'string' && named !== '' ? boundText(named, 200) : 'Error';
}

/** An `AggregateError` usually has `errors` but no `cause`. */
function firstOf(errors: unknown): unknown {
  return attempt(() => Array.isArray(errors)) === true ? property(errors, '0') : undefined;
}
