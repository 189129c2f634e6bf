import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';

/** The part of a schema of the SDK that is used here: a validator of the Standard Schema interface. */
export interface Schema {
  readonly '~standard': {
    readonly validate: (value: unknown) => Validation | Promise<Validation>;
  };
}

interface Validation {
  readonly issues?: readonly Issue[] | undefined;
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A field that a value can do without. */
export interface RepairedField {
  readonly path: string;
  readonly problem: string;
}

/** Values that belong to the tool or its caller, in which `null` means something. */
const OPAQUE: ReadonlySet<string> = new Set([
  '_meta',
  'arguments',
  'data',
  'experimental',
  'extensions',
  'inputSchema',
  'outputSchema',
  'requestedSchema',
  'structuredContent',
]);
const MAX_REPAIRS = 100;

/** Whether a value matches a schema. */
export function matches(schema: Schema, value: unknown): boolean {
  return issuesOf(schema, value).length === 0;
}

/** Returns the first problem of a value with a schema, for the log. */
export function problemOf(schema: Schema, value: unknown): string {
  const [issue] = issuesOf(schema, value);
  if (issue === undefined) return 'it is not valid';
  const path = pathOf(issue).join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

/** Returns the value without fields that are `null`: many servers write `null` for a field that is not set. */
export function withoutNulls(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(
    fields.map(([key, field]) => [key, OPAQUE.has(key) ? field : withoutNulls(field)]),
  );
}

/**
 * Repairs a value field by field until it matches the schema: a field of the wrong type is converted if that is
 * possible without a guess, and dropped otherwise. A field that lacks what it requires is dropped, too.
 *
 * @returns the repaired value, or `undefined` if it lacks a required field itself; and what was dropped
 */
export function repaired(
  schema: Schema,
  value: JsonObject,
): { readonly value: JsonObject | undefined; readonly dropped: readonly RepairedField[] } {
  const dropped: RepairedField[] = [];
  const copy: JsonObject = structuredClone(value);
  for (let round = 0; round < MAX_REPAIRS; round += 1) {
    const [issue] = issuesOf(schema, copy);
    if (issue === undefined) return { value: copy, dropped };
    let path = pathOf(issue);
    // What lacks a required field is dropped itself.
    while (path.length > 0 && parentOf(copy, path)?.get(path.at(-1) ?? '') === undefined) {
      path = path.slice(0, -1);
    }
    const parent = parentOf(copy, path);
    const key = path.at(-1);
    const field = key === undefined ? undefined : parent?.get(key);
    if (parent === undefined || key === undefined || field === undefined) break;
    const fitting = alternatives(field).find((other) => {
      parent.set(key, other);
      return !issuesOf(schema, copy).some((left) => startsWith(pathOf(left), path));
    });
    if (fitting === undefined) {
      parent.delete(key);
      dropped.push({ path: path.join('.'), problem: issue.message });
    }
  }
  return { value: undefined, dropped };
}

function issuesOf(schema: Schema, value: unknown): readonly Issue[] {
  const result = schema['~standard'].validate(value);
  // The SDK's schemas validate at once.
  return 'then' in result ? [] : (result.issues ?? []);
}

function pathOf({ path = [] }: Issue): readonly string[] {
  return path.map((step) => String(typeof step === 'object' ? step.key : step));
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((step, index) => path[index] === step);
}

/** What a server may have meant: PHP writes an empty object as `[]`, others write numbers and booleans as text. */
function alternatives(value: JsonValue): readonly JsonValue[] {
  if (value === true || (Array.isArray(value) && value.length === 0)) return [{}];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (typeof value !== 'string' || value.trim() === '') return [];
  if (/^(?:true|false)$/i.test(value)) return [value.toLowerCase() === 'true'];
  return Number.isFinite(Number(value)) ? [Number(value)] : [];
}

interface Parent {
  get(key: string): JsonValue | undefined;
  set(key: string, value: JsonValue): void;
  delete(key: string): void;
}

function parentOf(root: JsonObject, path: readonly string[]): Parent | undefined {
  let parent: JsonValue | undefined = root;
  for (const step of path.slice(0, -1)) {
    parent = Array.isArray(parent)
      ? parent[Number(step)]
      : isJsonObject(parent) && Object.hasOwn(parent, step)
        ? parent[step]
        : undefined;
  }
  const found = parent;
  if (Array.isArray(found)) {
    return {
      get: (key) => found[Number(key)],
      set: (key, value) => {
        found[Number(key)] = value;
      },
      delete: (key) => found.splice(Number(key), 1),
    };
  }
  if (!isJsonObject(found)) return undefined;
  return {
    get: (key) => (Object.hasOwn(found, key) ? found[key] : undefined),
    set: (key, value) => {
      found[key] = value;
    },
    delete: (key) => {
      delete found[key];
    },
  };
}
