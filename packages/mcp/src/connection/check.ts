import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';

const MAX_PROBLEM_LENGTH = 2_000;

/** Says what is wrong with a value; undefined when nothing is. */
export type Check = (value: unknown) => string | undefined;

/** Holds values against a schema. One that cannot be read forbids nothing. */
export function checkFor(schema: object, name: string): Check {
  try {
    // One each: a validator keeps schemas by their `$id`, which two tools may share.
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
