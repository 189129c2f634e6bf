import { NotJsonError } from '../errors/values.ts';

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
 * infinities, a cycle, and any object that is not plain (a Date, a Map, an instance of a class).
 * Carried: a key that holds `undefined` is left out; `undefined` by itself becomes `null`.
 *
 * @param value what is to cross
 * @param path what the value is called in the error, such as `input` or `result`
 * @throws {@link NotJsonError} with the path inside the value
 */
export function toJson(value: unknown, path: string): JsonValue {
  return value === undefined ? null : copy(value, path, undefined);
}

interface Ancestor {
  readonly value: object;
  readonly parent: Ancestor | undefined;
}

function copy(value: unknown, path: string, ancestor: Ancestor | undefined): JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw refuse(path, String(value), 'send null or a string');
      return value === 0 ? 0 : value;
    case 'object':
      return value === null ? null : copyObject(value, path, ancestor);
    case 'undefined':
      throw refuse(path, 'undefined', 'send null, or leave the element out');
    case 'bigint':
      throw refuse(path, 'a bigint', 'send it as a string');
    default:
      throw refuse(
        path,
        `a ${typeof value}`,
        'send data; behaviour belongs in the workflow or in an activity',
      );
  }
}

function copyObject(value: object, path: string, parent: Ancestor | undefined): JsonValue {
  for (let up = parent; up !== undefined; up = up.parent) {
    if (up.value === value) throw refuse(path, 'a cycle', 'send a tree, or refer by id');
  }
  const here: Ancestor = { value, parent };
  if (Array.isArray(value)) {
    const array: JsonValue[] = [];
    for (let index = 0; index < value.length; index += 1) {
      array.push(copy(value[index], `${path}[${index}]`, here));
    }
    return array;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // The second comparison lets in plain objects of another realm, as Temporal's isolate has them.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    const name = value.constructor.name;
    const mend = name === 'Date' ? 'send value.toISOString()' : 'send a plain object or an array';
    throw refuse(path, `an instance of ${name}`, mend);
  }
  const object: JsonObject = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    const child = copy(
      field,
      /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`,
      here,
    );
    if (key === '__proto__') Object.defineProperty(object, key, { value: child, enumerable: true });
    else object[key] = child;
  }
  return object;
}

function refuse(path: string, found: string, mend: string): NotJsonError {
  return new NotJsonError(
    `${path} is ${found}, which is not JSON. Values cross between caller, workflow and activity as JSON on every engine: ${mend}.`,
    { path, found },
  );
}

/**
 * A value that came through a door, as the type that its definition promises. What crosses is data: its type
 * is the word of whoever sent it, and this is the one place where that word is taken.
 */
export function fromJson<T>(value: JsonValue): T {
  return value as T;
}
