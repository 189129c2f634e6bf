import { checkValue } from './schemas/check.ts';

const MAX_PROBLEM_LENGTH = 2_000;

/** Returns the problem with a value, or `undefined`. */
export type Check = (value: unknown) => Promise<string | undefined>;

/**
 * Creates a check against a schema that a server sent. A value passes what cannot be checked: the server checks its own
 * arguments.
 *
 * @param noun what the value is called in problems, such as `arguments`
 * @param onUnchecked called with the reason if a value could not be checked, or not in full
 */
export function checkReceived(schema: object, noun: string, onUnchecked: (reason: string) => void): Check {
  return async (value) => {
    const { problems, unchecked } = await checkValue(schema, value, noun, 'server');
    if (unchecked.length > 0) onUnchecked(unchecked.join('; '));
    return problems.length === 0 ? undefined : problems.join('; ').slice(0, MAX_PROBLEM_LENGTH);
  };
}
