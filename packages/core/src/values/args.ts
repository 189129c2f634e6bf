import { type JsonValue, toJson } from './json.ts';

/**
 * What a message carries, as it crosses: each argument as JSON.
 *
 * @param name the signal's, query's or update's, for the path in the error
 * @throws {@link NotJsonError} or {@link ValueTooLargeError}
 */
export function toArgs(name: string, args: readonly unknown[]): JsonValue[] {
  return args.map((arg, index) => toJson(arg, `${name}[${index}]`));
}
