import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { fromJson, toJson } from '@mcp-agent/core/engine';
import { messageOf } from '@mcp-agent/core/host';
import type { jsonSchemaValidator, JsonSchemaValidator } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

/**
 * Maximum number of compiled schemas; beyond it, the cache is cleared. Bounds the memory of programs that keep
 * generating schemas.
 */
const MAX_SCHEMAS = 1_000;
const MAX_PROBLEM_LENGTH = 2_000;

/** Returns the problem with a value, or `undefined`. */
export type Check = (value: unknown) => string | undefined;

// The policy for a schema that cannot be compiled depends on its author. A server's schema never blocks a tool: the
// server checks its own arguments. A schema in the user's code is a mistake that the user can correct.

/**
 * Creates a check against a schema that a server sent. If it cannot be compiled, every value passes.
 *
 * @param noun what the value is called in problems, such as `arguments`
 * @param onUnusable called with the reason if the schema cannot be compiled
 */
export function checkReceived(schema: object, noun: string, onUnusable: (reason: string) => void): Check {
  try {
    return compile(schema, noun);
  } catch (error) {
    onUnusable(messageOf(error));
    return () => undefined;
  }
}

/**
 * Creates a check against a schema from the user's code.
 *
 * @param owner what the schema belongs to, such as `tool "add"`
 * @throws {@link InvalidArgumentError} when the schema cannot be compiled
 */
export function checkOwn(schema: object, owner: string): Check {
  try {
    return compile(schema, 'value');
  } catch (cause) {
    throw new InvalidArgumentError(
      `The JSON Schema of ${owner} cannot be compiled: ${messageOf(cause)}. Correct the schema.`,
      { argument: 'schema', cause, nonRetryable: true },
    );
  }
}

const compiled = new Map<string, JsonSchemaValidator<unknown>>();
let shared = new AjvJsonSchemaValidator();

function compile(schema: object, noun: string): Check {
  const text = JSON.stringify(schema);
  let validate = compiled.get(text);
  if (validate === undefined) {
    // Ajv never releases compiled schemas, so replace the instance.
    if (compiled.size >= MAX_SCHEMAS) {
      compiled.clear();
      shared = new AjvJsonSchemaValidator();
    }
    // Ajv looks up schemas by `$id`, which two servers may use for different schemas.
    const validator = text.includes('"$id"') ? new AjvJsonSchemaValidator() : shared;
    validate = validator.getValidator<unknown>({ ...schema });
    compiled.set(text, validate);
  }
  const validated = validate;
  return (value) => {
    const { valid, errorMessage = 'does not match the schema' } = validated(value);
    if (valid) return undefined;
    return errorMessage.replaceAll(/\bdata(?=[/ ])/g, noun).slice(0, MAX_PROBLEM_LENGTH);
  };
}

/** For the SDK's client, which would otherwise check results by itself: here, a result is checked once. */
export const PASSING: jsonSchemaValidator = {
  getValidator<T>(): JsonSchemaValidator<T> {
    return (value) => ({ valid: true, data: fromJson<T>(toJson(value, 'result')), errorMessage: undefined });
  },
};
