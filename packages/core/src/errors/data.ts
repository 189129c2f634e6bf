import { type JsonObject, toJson } from '../values/json.ts';
import * as activity from './activity.ts';
import * as engine from './engine.ts';
import { type ErrorClass, McpAgentError } from './error.ts';
import * as mcp from './mcp.ts';
import * as model from './model.ts';
import * as patterns from './patterns.ts';
import * as values from './values.ts';
import * as workflow from './workflow.ts';

/** An error as JSON: how it crosses a door on every engine. */
export interface ErrorData {
  /** The stable code of one of this project's errors. */
  readonly code: string;
  readonly message: string;
  readonly stack?: string;
  readonly fields?: JsonObject;
  readonly cause?: ErrorData;
}

const CLASSES: ReadonlyMap<string, ErrorClass> = new Map(
  [activity, engine, mcp, model, patterns, values, workflow]
    .flatMap((module): ErrorClass[] => Object.values(module))
    .map((errorClass) => [errorClass.code, errorClass]),
);

const DEEPEST_CAUSE = 8;

/** Writes any thrown value as data. What is not of this project becomes an {@link ApplicationError}. */
export function errorToData(thrown: unknown, depth = 0): ErrorData {
  const error = toError(thrown);
  const cause =
    error.cause === undefined || depth === DEEPEST_CAUSE ? undefined : errorToData(error.cause, depth + 1);
  return {
    code: error.code,
    message: error.message,
    ...(error.stack !== undefined && { stack: error.stack }),
    fields: fieldsOf(error),
    ...(cause !== undefined && { cause }),
  };
}

/** Makes the error that {@link errorToData} wrote: the same class, fields, stack and causes. */
export function errorFromData(data: ErrorData): McpAgentError {
  const cause = data.cause === undefined ? undefined : errorFromData(data.cause);
  const errorClass = CLASSES.get(data.code) ?? activity.ApplicationError;
  const error = Reflect.construct(errorClass, [data.message, { ...data.fields, cause }]);
  if (data.stack !== undefined)
    Object.defineProperty(error, 'stack', { value: data.stack, configurable: true });
  return error;
}

/** Any thrown value as an error of this project. */
export function toError(thrown: unknown): McpAgentError {
  if (McpAgentError.isInstance(thrown)) return thrown;
  if (!(thrown instanceof Error)) {
    return new activity.ApplicationError(typeof thrown === 'string' ? thrown : safeText(thrown), {
      type: thrown === null ? 'null' : typeof thrown,
    });
  }
  const error = new activity.ApplicationError(thrown.message, { type: nameOf(thrown), cause: thrown.cause });
  Object.defineProperty(error, 'stack', { value: thrown.stack, configurable: true });
  return error;
}

/** An error's own fields, as they cross. A field that is not JSON crosses as its text: the error matters more. */
function fieldsOf(error: McpAgentError): JsonObject {
  const fields: JsonObject = {};
  for (const [key, value] of Object.entries(error)) {
    if (key === 'code' || key === 'cause' || value === undefined) continue;
    try {
      fields[key] = toJson(value, key);
    } catch {
      fields[key] = String(value);
    }
  }
  return fields;
}

/** A class that extends Error without setting `name` is still told apart. */
function nameOf(error: Error): string {
  return error.name === 'Error' ? error.constructor.name : error.name;
}

function safeText(thrown: unknown): string {
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return String(thrown);
  }
}
