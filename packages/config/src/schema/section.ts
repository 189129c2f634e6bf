import { z } from 'zod';
import { unreadKeysOf } from './unread.ts';

type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : Name;

/** A schema for each field of the settings `T`, under its name in the file. */
export type FileShape<T> = {
  readonly [Field in keyof T & string as SnakeCase<Field>]-?: z.ZodType<T[Field]>;
};

/**
 * Creates the schema of a map with fixed keys: snake_case in the file, camelCase in the result. It does not compile
 * if a field of `T` has no schema, a schema has no field in `T`, or their types differ.
 *
 * @param path the section's path in the file, which selects its unread keys; empty for the whole file
 */
export function section<T>(path: string, shape: FileShape<T>): z.ZodType<T> {
  const unread = unreadKeysOf(path).map((name) => [name, z.unknown().optional().meta({ 'x-unread': true })]);
  // Only names change here; `FileShape` ties each value to its field's type.
  return z
    .object({ ...shape, ...Object.fromEntries(unread) })
    .transform(camelKeys)
    .pipe(z.custom<T>());
}

/** Renames the keys of a map, without those inside its values. */
export function camelKeys(file: object): unknown {
  return Object.fromEntries(
    Object.entries(file)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [camelCase(key), value]),
  );
}

/** Converts `max_concurrent_activities` to `maxConcurrentActivities`. */
export function camelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
