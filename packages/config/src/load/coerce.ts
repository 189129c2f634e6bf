import { type JsonSchema, typesOf } from '../schema/json-schema.ts';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

// YAML 1.1, which mcp-agent reads, has all of these; YAML 1.2 has the first two.
const BOOLEANS: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  yes: true,
  no: false,
  on: true,
  off: false,
  '1': true,
  '0': false,
};

/**
 * A scalar as what the schema wants: a text that is a number where a number is wanted, and so on. What does
 * not fit stays as it is, for zod to refuse.
 *
 * @param text the scalar as it was written
 * @param ownName whether it stands under a name of the user's or in a list, where `8080` and `1.10` are texts
 * to anyone who writes them, as in `env` and `args`
 */
export function coerce(
  value: string | number | boolean | null,
  text: string,
  wanted: JsonSchema,
  ownName: boolean,
): unknown {
  if (value === null) return null;
  const types = typesOf(wanted);
  if (types.has('any')) return value;
  if (types.has('string') && typeof value === 'string') return value;
  if (types.has('string') && ownName) return text;
  const trimmed = text.trim();
  if ((types.has('number') || types.has('integer')) && typeof value === 'string' && NUMBER.test(trimmed)) {
    return Number(trimmed);
  }
  const word = trimmed.toLowerCase();
  if (types.has('boolean') && typeof value !== 'boolean' && Object.hasOwn(BOOLEANS, word))
    return BOOLEANS[word];
  return value;
}
