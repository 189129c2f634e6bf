import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';

const MAX_PROBLEM_LENGTH = 2_000;

/** Returns the problem with a value, or `undefined`. */
export type Check = (value: unknown) => string | undefined;

/** Creates a check against a schema. A schema that cannot be compiled rejects nothing. */
export function checkFor(schema: object, name: string): Check {
  try {
    // One validator for each: it stores schemas by `$id`, which two tools may share.
    const validate = new AjvJsonSchemaValidator().getValidator({ ...schema });
    return (value) => {
      const { valid, errorMessage } = validate(value);
      return valid
        ? undefined
        : errorMessage?.replaceAll(/\bdata(?=[/ ])/g, name).slice(0, MAX_PROBLEM_LENGTH);
    };
  } catch {
    return () => undefined;
  }
}
