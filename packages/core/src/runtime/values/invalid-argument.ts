import { InvalidArgumentError } from '../errors/values.ts';
import { boundText, textOfAny } from './text.ts';

const MAX_GIVEN_LENGTH = 100;

/**
 * That an argument or an option has a value that it cannot have.
 *
 * @param place what has the value, as the caller writes it
 * @param wanted what to give instead
 * @param argument the argument that the place is in
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
 * Checks that an argument is an object with named parts: options, or a definition.
 *
 * @throws {@link InvalidArgumentError} for null, an array, a function or a primitive value
 */
export function checkObject(
  argument: string,
  given: unknown,
  wanted = 'an object, or leave it out for the defaults',
): void {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return;
  throw invalidArgument(argument, given, wanted);
}

/** @throws {@link InvalidArgumentError} for what cannot be called */
export function checkFunction(argument: string, given: unknown): void {
  if (typeof given !== 'function') throw invalidArgument(argument, given, 'a function');
}
