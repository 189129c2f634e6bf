import { InvalidArgumentError } from '../errors/values.ts';
import { boundText, textOfAny } from './text.ts';

const MAX_GIVEN_LENGTH = 100;

/**
 * Returns the error for an argument or an option with an invalid value.
 *
 * @param place the argument or option, as the caller writes it
 * @param wanted the expected value
 * @param argument the argument that contains `place`
 */
export function invalidArgument(
  place: string,
  given: unknown,
  wanted: string,
  argument: string = place,
): InvalidArgumentError {
  const text = boundText(textOfAny(given), MAX_GIVEN_LENGTH);
  return new InvalidArgumentError(`${place} is ${text}. Use ${wanted}.`, { argument });
}

/**
 * Checks that an argument is an object with named properties: options, or a definition.
 *
 * @throws {@link InvalidArgumentError} for null, an array, a function or a primitive value
 */
export function checkObject(
  argument: string,
  given: unknown,
  wanted = 'an object, or omit it for the defaults',
): void {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return;
  throw invalidArgument(argument, given, wanted);
}

/** @throws {@link InvalidArgumentError} for a value that is not a function */
export function checkFunction(argument: string, given: unknown): void {
  if (typeof given !== 'function') throw invalidArgument(argument, given, 'a function');
}
