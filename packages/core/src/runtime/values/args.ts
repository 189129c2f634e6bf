import { checkSize, jsonBytes, type JsonValue, toJson } from './json.ts';
import { checkObject, invalidArgument } from './invalid-argument.ts';
import { checkMessageName, checkSentName } from './names.ts';

/** What to use as the definition of a message, for errors. */
export const DEFINED_MESSAGE = 'what defineSignal, defineQuery or defineUpdate returns';

/**
 * What a message carries, as it crosses: each argument as JSON.
 *
 * @param message the definition of the signal, query or update
 * @throws {@link InvalidArgumentError} for what is no definition, or has a name that cannot cross
 * @throws {@link NotJsonError}, or {@link ValueTooLargeError} for arguments of more than 2,000,000 bytes together
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
 * @throws as {@link toArgs} does, and {@link InvalidArgumentError} for a reserved name
 */
export function toSentArgs(message: { readonly name: string }, args: readonly unknown[]): JsonValue[] {
  const values = toArgs(message, args);
  checkSentName('message name', message.name);
  return values;
}

/**
 * A signal with what it carries, as it crosses.
 *
 * @throws as {@link toArgs} does, and {@link InvalidArgumentError} for what is not a signal with its arguments
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
