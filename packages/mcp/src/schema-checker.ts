import { messageOf } from '@mcp-agent/core/host';
import { schemaChecker } from '@mcp-agent/core/host';
import type { JsonObject, ResourceDefinition } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import type { SchemaChecker } from '@mcp-agent/core/host';
import type { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { JsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/types.js';

/**
 * Maximum number of compiled schemas; beyond it, the cache is cleared. Bounds the memory of programs that keep
 * generating schemas.
 */
const MAX_SCHEMAS = 1_000;

/** Validates values with the validator of the MCP SDK, which is loaded on first use. */
export const ajvChecker: ResourceDefinition<SchemaChecker> = {
  name: schemaChecker.name,
  open: async () => {
    const { AjvJsonSchemaValidator: Validator } = await import('@modelcontextprotocol/sdk/validation/ajv');
    return new AjvChecker(() => new Validator());
  },
};

class AjvChecker implements SchemaChecker {
  readonly #open: () => AjvJsonSchemaValidator;
  readonly #compiled = new Map<string, JsonSchemaValidator<unknown>>();
  #shared: AjvJsonSchemaValidator;

  constructor(open: () => AjvJsonSchemaValidator) {
    this.#open = open;
    this.#shared = open();
  }

  check(schema: JsonObject, value: unknown): readonly string[] {
    const { valid, errorMessage } = this.#validatorOf(schema)(value);
    return valid ? [] : [errorMessage ?? 'it does not fit the schema'];
  }

  #validatorOf(schema: JsonObject): JsonSchemaValidator<unknown> {
    const text = JSON.stringify(schema);
    let validator = this.#compiled.get(text);
    if (validator === undefined) {
      // Ajv never releases compiled schemas, so replace the instance.
      if (this.#compiled.size >= MAX_SCHEMAS) {
        this.#compiled.clear();
        this.#shared = this.#open();
      }
      validator = this.#compile(schema);
      this.#compiled.set(text, validator);
    }
    return validator;
  }

  #compile(schema: JsonObject): JsonSchemaValidator<unknown> {
    try {
      // Ajv looks up schemas by `$id`, which two servers may use for different schemas.
      return ('$id' in schema ? this.#open() : this.#shared).getValidator<unknown>(schema);
    } catch (cause) {
      const reason = messageOf(cause);
      throw new InvalidArgumentError(`A JSON Schema cannot be used to check a value: ${reason}`, {
        argument: 'schema',
        cause,
        nonRetryable: true,
      });
    }
  }
}
