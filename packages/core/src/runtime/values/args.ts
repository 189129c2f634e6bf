import { checkSize, jsonBytes, type JsonValue, toJson } from './json.ts';
import { checkObject, invalidArgument } from './invalid-argument.ts';
import { checkMessageName, checkMaySend } from './names.ts';

/** Expected value of a message definition, for error messages. */
export const DEFINED_MESSAGE = 'a message that defineSignal, defineQuery or defineUpdate returned';

/**
 * Converts the arguments of a message to JSON.
 *
 * @param message the definition of the signal, query or update
 * @throws {@link InvalidArgumentError} for a value that is not a definition, or has an invalid name
 * @throws {@link NotJsonError}, or {@link ValueTooLargeError} for arguments of more than 2,000,000 bytes
 * together
 */
export function toArgs(message: { readonly name: string }, args: readonly unknown[]): JsonValue[] {
  checkObject('message', message, DEFINED_MESSAGE);
  const name = checkMessageName('message name', message.name);
  const values = args.map((arg, index) => toJson(arg, `${name}[${index}]`));
  if (values.length > 1) checkSize(jsonBytes(values), `arguments of ${name}`);
  return values;
}

/**
 * {@link toArgs} for a message that a handle sends.
 *
 * @throws the errors of {@link toArgs}, and {@link InvalidArgumentError} for a reserved name
 */
export function toSentArgs(message: { readonly name: string }, args: readonly unknown[]): JsonValue[] {
  const values = toArgs(message, args);
  checkMaySend('message name', message.name);
  return values;
}

/**
 * Converts a signal with its arguments to JSON.
 *
 * @throws the errors of {@link toArgs}, and {@link InvalidArgumentError} for a value that is not a signal with
 * arguments
 */
export function toMessage(given: {
  readonly signal: { readonly name: string };
  readonly args: readonly unknown[];
}): { readonly name: string; readonly args: JsonValue[] } {
  checkObject('message', given, '{ signal, args }');
  const { signal, args } = given;
  if (!Array.isArray(args)) throw invalidArgument('message.args', args, 'an array');
  return { args: toSentArgs(signal, args), name: signal.name };
}
