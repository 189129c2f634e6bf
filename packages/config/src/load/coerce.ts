import type { JsonSchema } from '../schema/json-schema.ts';

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i;

// YAML 1.1, which mcp-agent reads, has all of these; YAML 1.2 has only the first two.
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
 * Converts a scalar to the type that the schema expects, such as a string to a number. A value that does not fit is
 * returned unchanged, and zod rejects it.
 *
 * @param text the scalar as written
 * @param ownName whether it belongs to a user-defined name or a list, as in `env` and `args`, where `8080` and `1.10`
 * mean strings
 */
export function coerce(
  value: string | number | boolean | null,
  text: string,
  wanted: JsonSchema,
  ownName: boolean,
): unknown {
  if (value === null) return null;
  const trimmed = text.trim();
  switch (wanted.type) {
    case 'string':
      return typeof value !== 'string' && ownName ? text : value;
    case 'integer':
    case 'number':
      return typeof value === 'string' && NUMBER.test(trimmed) ? Number(trimmed) : value;
    case 'boolean': {
      const word = trimmed.toLowerCase();
      return typeof value !== 'boolean' && Object.hasOwn(BOOLEANS, word) ? BOOLEANS[word] : value;
    }
    default:
      return value;
  }
}
