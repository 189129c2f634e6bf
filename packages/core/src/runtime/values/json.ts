import { NotJsonError, ValueTooLargeError } from '../errors/values.ts';
import { utf8Bytes } from './names.ts';

/** What crosses a door: between caller and workflow, workflow and activity, parent and child. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object. A key whose value is `undefined` is left out, as `JSON.stringify` does. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/**
 * Copies a value as JSON, or refuses it. The copy is what makes the engines equal: what a workflow is given
 * in memory is as far from the caller's object as what Temporal would have stored and read again.
 *
 * Refused, with the path to it: `undefined` in an array, a function, a symbol, a bigint, NaN and the
 * infinities, a cycle, any object that is not plain (a Date, a Map, an instance of a class), a property that throws
 * when it is read, and what is nested deeper than 500 levels.
 * Carried: a key that holds `undefined` is left out; `undefined` by itself becomes `null`.
 *
 * @param value what is to cross
 * @param path what the value is called in the error, such as `input` or `result`
 * @throws {@link NotJsonError} with the path inside the value
 * @throws {@link ValueTooLargeError} for more than 2,000,000 bytes as JSON: Temporal takes no more, and so no
 * engine does
 */
export function toJson(value: unknown, path: string): JsonValue {
  if (value === undefined) return null;
  const state: Copying = { root: path, characters: 0, depth: 0 };
  const json = copy(value, path, undefined, state);
  // A character is six bytes at the most (an escape): only what may be too large is measured in earnest.
  if (state.characters * 6 > MAX_VALUE_BYTES) checkSize(jsonBytes(json), path);
  return json;
}

const MAX_VALUE_BYTES = 2_000_000;
/** What any JSON parser and any stack takes. */
const MAX_DEPTH = 500;

/** A copy of JSON that shares no object with it: what one side changes, the other does not see. */
export function copyJson<T extends JsonValue>(json: T): T;
export function copyJson(json: JsonValue): JsonValue {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(copyJson);
  const object: JsonObject = {};
  for (const [name, field] of Object.entries(json)) setField(object, name, copyJson(field));
  return object;
}

/** Sets a field of any name: an assignment to `__proto__` would set none. */
function setField(object: JsonObject, name: string, value: JsonValue): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true });
  else object[name] = value;
}

/** How many bytes a value has as JSON in UTF-8. */
export function jsonBytes(json: JsonValue): number {
  return utf8Bytes(JSON.stringify(json));
}

/**
 * Checks the size of what crosses as one.
 *
 * @throws {@link ValueTooLargeError} for more than 2,000,000 bytes
 */
export function checkSize(bytes: number, path: string): void {
  if (bytes <= MAX_VALUE_BYTES) return;
  throw new ValueTooLargeError(
    `${path} is ${bytes} bytes as JSON, and ${MAX_VALUE_BYTES} are the most that may cross. ` +
      'Keep it in a file or a store, and send where it is.',
    { bytes, limit: MAX_VALUE_BYTES },
  );
}

/** One copying: what the value is called, and how large it is so far. A number or a word counts as eight characters. */
interface Copying {
  readonly root: string;
  characters: number;
  depth: number;
}

/** An object on the way from the root to where the copying is, and the key that it stands under. */
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
      throw refuse(key, parent, state, 'undefined', 'send null, or leave the element out');
    case 'bigint':
      throw refuse(key, parent, state, 'a bigint', 'send it as a string');
    default: {
      const mend = 'send data; behaviour belongs in the workflow or in an activity';
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
    // A getter, a proxy or what stands in for a constructor.
    throw refuse(key, parent, state, 'an object that throws when it is read', 'send plain data', error);
  } finally {
    state.depth -= 1;
  }
}

function copyObject(value: object, key: Key, parent: Ancestor | undefined, state: Copying): JsonValue {
  for (let up = parent; up !== undefined; up = up.parent) {
    if (up.value === value) throw refuse(key, parent, state, 'a cycle', 'send a tree, or refer by id');
  }
  const here: Ancestor = { value, key, parent };
  if (Array.isArray(value)) {
    const array: JsonValue[] = [];
    for (let index = 0; index < value.length; index += 1) array.push(copy(value[index], index, here, state));
    return array;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second comparison lets in plain objects of another realm, as Temporal's isolate has them.
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

/** The path is written only for an error: the values that cross are many, and few are refused. */
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
    `${path} is ${found}, which is not JSON. Values cross between caller, workflow and activity as JSON on every engine: ${mend}.`,
    { path, found, ...(cause !== undefined && { cause }) },
  );
}

/**
 * A value that came through a door, as the type that its definition promises. What crosses is data: its type
 * is the word of whoever sent it, and this is the one place where that word is taken.
 */
export function fromJson<T>(value: JsonValue): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as T;
}

/** {@link fromJson} for a value to come. It is the same promise: in Temporal's isolate each new one costs a stack trace. */
export function fromJsonPromise<T>(value: Promise<JsonValue>): Promise<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as Promise<T>;
}
