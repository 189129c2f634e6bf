import { isJsonObject, type JsonObject, type JsonValue } from '../../runtime/values/json.ts';
import { describeSchema, type Schema } from './schema.ts';

/** Schema of a structured answer. */
export interface OutputForm {
  /** Name of the schema: letters, digits, `_` and `-`. */
  readonly name: string;
  readonly schema: JsonObject;
  /** Whether the answer is the field `value` of an object, because the caller's schema is not of an object. */
  readonly isWrapped?: boolean;
}

/** The field of an answer that is not an object. */
const FIELD = 'value';

/** Keywords that services reject at the top of a schema. */
const COMBINING = ['$ref', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'enum', 'const'];

/**
 * Returns the schema to request from a service. Services accept only an object at the top: any other schema is
 * wrapped in the field `value` of an object.
 */
export function outputForm(name: string, schema: Schema): OutputForm {
  const described = describeSchema(schema, 'generateStructured');
  const isPlain = described['type'] === 'object' && COMBINING.every((keyword) => !(keyword in described));
  return isPlain ? { name, schema: described } : { name, schema: wrap(described), isWrapped: true };
}

function wrap({ $defs, definitions, ...schema }: JsonObject): JsonObject {
  const outer = {
    type: 'object',
    properties: { [FIELD]: schema },
    required: [FIELD],
    additionalProperties: false,
    ...($defs !== undefined && { $defs }),
    ...(definitions !== undefined && { definitions }),
  };
  return Object.fromEntries(Object.entries(outer).map(([key, value]) => [key, movedRefs(value)]));
}

/** Values of these keywords are data. */
const DATA: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);

/** Adapts references to the root of a schema that became a property. Definitions stay at the root. */
function movedRefs(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(movedRefs);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === '$ref' && typeof inner === 'string') return [key, movedRef(inner)];
      return [key, DATA.has(key) ? inner : movedRefs(inner)];
    }),
  );
}

function movedRef(ref: string): string {
  return /^#(?:$|\/(?!\$defs\/|definitions\/))/.test(ref) ? `#/properties/${FIELD}${ref.slice(1)}` : ref;
}

/** Adds the object that wraps an answer, if the model left it out. */
export function wrapped(value: JsonValue, { isWrapped = false }: OutputForm): JsonValue {
  return !isWrapped || isWrapper(value) ? value : { [FIELD]: value };
}

/** Returns the value of an answer, or of its start. `undefined` if it has none yet. */
export function unwrap(value: JsonValue, { isWrapped = false }: OutputForm): JsonValue | undefined {
  if (!isWrapped || !isJsonObject(value)) return value;
  return isWrapper(value) ? value[FIELD] : Object.keys(value).length === 0 ? undefined : value;
}

function isWrapper(value: JsonValue): boolean {
  return isJsonObject(value) && Object.keys(value).length === 1 && Object.hasOwn(value, FIELD);
}
