import type { ActivityContext } from '../../runtime/activity/context.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { schemaChecker } from '../host/schema-checker.ts';

/**
 * Returns the violations of a schema from the user's code, in words for a model.
 *
 * @param owner what the schema belongs to, for errors, such as `tool "add"`
 * @throws {@link InvalidArgumentError} when the schema cannot be checked: the user can correct it
 */
export async function checkOwnSchema(
  schema: JsonObject,
  value: JsonValue,
  owner: string,
  context: ActivityContext,
): Promise<readonly string[]> {
  const checker = await context.resource(schemaChecker);
  const { problems, unchecked } = await checker.check(schema, value, 'user');
  if (unchecked.length === 0) return problems;
  throw new InvalidArgumentError(
    `The JSON Schema of ${owner} cannot be checked: ${unchecked.join('; ')}. Correct the schema.`,
    { argument: 'schema', nonRetryable: true },
  );
}
