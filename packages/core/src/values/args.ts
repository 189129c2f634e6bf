import { checkSize, jsonBytes, type JsonValue, toJson } from './json.ts';
import { checkName } from './names.ts';

/**
 * What a message carries, as it crosses: each argument as JSON.
 *
 * @param name the signal's, query's or update's, for the path in the error
 * @throws {@link InvalidArgumentError} for a name that cannot cross
 * @throws {@link NotJsonError}, or {@link ValueTooLargeError} for arguments of more than 2,000,000 bytes together
 */
export function toArgs(name: string, args: readonly unknown[]): JsonValue[] {
  checkName('message name', name);
  const values = args.map((arg, index) => toJson(arg, `${name}[${index}]`));
  if (values.length > 1) checkSize(jsonBytes(values), `arguments of ${name}`);
  return values;
}
