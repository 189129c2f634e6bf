import { NotJsonError, ValueTooLargeError } from '../errors/values.ts';
import { utf8Bytes } from './names.ts';

/** A value that can be sent between caller and workflow, workflow and activity, parent and child. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. Keys with the value `undefined` are omitted, as in `JSON.stringify`. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Whether a value is an object with keys: neither an array nor `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Copies a value as JSON, or rejects it. The copy makes the engines behave alike: a workflow's input shares no
 * object with the caller's value in memory, just as if Temporal had stored and read it.
 *
 * Rejected, with the path in the value: `undefined` in an array, functions, symbols, bigints, NaN and
 * infinities, cycles, objects that are not plain (a Date, a Map, a class instance), properties that throw when
 * read, and nesting deeper than 500 levels. Keys with the value `undefined` are omitted; a top-level
 * `undefined` becomes `null`.
 *
 * @param value the value to send
 * @param path name of the value in the error message, such as `input` or `result`
 * @throws {@link NotJsonError} with the path inside the value
 * @throws {@link ValueTooLargeError} for more than 2,000,000 bytes as JSON, Temporal's limit, which applies to
 * all engines
 */
export function toJson(value: unknown, path: string): JsonValue {
  if (value === undefined) return null;
  const state: Copying = { root: path, characters: 0, depth: 0 };
  const json = copy(value, path, undefined, state);
  // A character takes at most six bytes (an escape). Measure the exact size only if the value may be too large.
  if (state.characters * 6 > MAX_VALUE_BYTES) checkSize(jsonBytes(json), path);
  return json;
}

const MAX_VALUE_BYTES = 2_000_000;
/** Safe for all JSON parsers and stack sizes. */
const MAX_DEPTH = 500;

/** Copies a JSON value deeply. */
export function copyJson<T extends JsonValue>(json: T): T;
export function copyJson(json: JsonValue): JsonValue {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(copyJson);
  const object: JsonObject = {};
  for (const [name, field] of Object.entries(json)) setField(object, name, copyJson(field));
  return object;
}

/** Sets a field of any name: an assignment to `__proto__` would not set a field. */
function setField(object: JsonObject, name: string, value: JsonValue): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true });
  else object[name] = value;
}

/** Returns the size of a value as JSON in UTF-8, in bytes. */
export function jsonBytes(json: JsonValue): number {
  return utf8Bytes(JSON.stringify(json));
}

/**
 * Checks the size of a value or of several values that are sent together.
 *
 * @throws {@link ValueTooLargeError} for more than 2,000,000 bytes
 */
export function checkSize(bytes: number, path: string): void {
  if (bytes <= MAX_VALUE_BYTES) return;
  throw new ValueTooLargeError(
    `${path} is ${bytes} bytes as JSON, which is over the limit of ${MAX_VALUE_BYTES}. ` +
      'Store it in a file or a database, and send its location.',
    { bytes, limit: MAX_VALUE_BYTES },
  );
}

/** State of one copy. Values other than strings count as 8 characters. */
interface Copying {
  readonly root: string;
  characters: number;
  depth: number;
}

/** An object on the path from the root to the current value, with its key. */
interface Ancestor {
  readonly value: object;
  readonly key: Key;
  readonly parent: Ancestor | undefined;
}

/** A key of an object, or an index of an array. */
type Key = string | number;

function copy(value: unknown, key: Key, parent: Ancestor | undefined, state: Copying): JsonValue {
  state.characters += typeof value === 'string' ? value.length + 2 : 8;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw refuse(key, parent, state, String(value), 'send null or a string');
      return value === 0 ? 0 : value;
    case 'object':
      return value === null ? null : copyNested(value, key, parent, state);
    case 'undefined':
      throw refuse(key, parent, state, 'undefined', 'send null, or omit the element');
    case 'bigint':
      throw refuse(key, parent, state, 'a bigint', 'send it as a string');
    default: {
      const mend = 'send data, and keep functions in the workflow or in an activity';
      throw refuse(key, parent, state, `a ${typeof value}`, mend);
    }
  }
}

function copyNested(value: object, key: Key, parent: Ancestor | undefined, state: Copying): JsonValue {
  state.depth += 1;
  if (state.depth > MAX_DEPTH) {
    throw refuse(key, parent, state, `nested deeper than ${MAX_DEPTH} levels`, 'send a flat list');
  }
  try {
    return copyObject(value, key, parent, state);
  } catch (error) {
    if (NotJsonError.isInstance(error)) throw error;
    // A getter, a proxy or a fake constructor threw.
    throw refuse(key, parent, state, 'an object that throws when it is read', 'send plain data', error);
  } finally {
    state.depth -= 1;
  }
}

function copyObject(value: object, key: Key, parent: Ancestor | undefined, state: Copying): JsonValue {
  for (let up = parent; up !== undefined; up = up.parent) {
    if (up.value === value)
      throw refuse(key, parent, state, 'a cycle', 'send a tree, or ids in place of the cycle');
  }
  const here: Ancestor = { value, key, parent };
  if (Array.isArray(value)) {
    const array: JsonValue[] = [];
    for (let index = 0; index < value.length; index += 1) array.push(copy(value[index], index, here, state));
    return array;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second check allows plain objects from another realm, as in Temporal's isolate.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    const name = value.constructor.name;
    const mend = name === 'Date' ? 'send value.toISOString()' : 'send a plain object or an array';
    throw refuse(key, parent, state, `an instance of ${name}`, mend);
  }
  const object: JsonObject = {};
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined) continue;
    state.characters += name.length + 3;
    setField(object, name, copy(field, name, here, state));
  }
  return object;
}

/** Builds the path only for an error, because most values are valid. */
function pathOf(key: Key, parent: Ancestor | undefined, root: string): string {
  if (parent === undefined) return root;
  const path = pathOf(parent.key, parent.parent, root);
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function refuse(
  key: Key,
  parent: Ancestor | undefined,
  { root }: Copying,
  found: string,
  mend: string,
  cause?: unknown,
): NotJsonError {
  const path = pathOf(key, parent, root);
  return new NotJsonError(
    `${path} is ${found}, which is not JSON. Every engine sends values as JSON: ${mend}.`,
    { path, found, ...(cause !== undefined && { cause }) },
  );
}

/**
 * Casts a received JSON value to the type that its definition declares. The value is not validated. All such
 * casts are in this function and {@link fromJsonPromise}.
 */
export function fromJson<T>(value: JsonValue): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as T;
}

/**
 * {@link fromJson} for a promise. It returns the same promise: in Temporal's isolate, each new one costs a
 * stack trace.
 */
export function fromJsonPromise<T>(value: Promise<JsonValue>): Promise<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as Promise<T>;
}
