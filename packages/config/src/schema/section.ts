import { z } from 'zod';

type SnakeCase<Name extends string> = Name extends `${infer Head}${infer Tail}`
  ? `${Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`}${SnakeCase<Tail>}`
  : Name;

/** One schema for each field of the settings `T`, under the name that the file has for it. */
type FileShape<T> = { readonly [Field in keyof T & string as SnakeCase<Field>]-?: z.ZodType<T[Field]> };

/**
 * A map of the file whose keys are known: snake_case there, camelCase in the result. The compiler refuses a
 * field of `T` that has no schema, a schema that `T` has no field for, and one of another type.
 */
export function section<T>(shape: FileShape<T>): z.ZodType<T> {
  // The names alone change here, and `FileShape` holds each value to its field's type.
  return z.object(shape).transform(camelKeys).pipe(z.custom<T>());
}

function camelKeys(file: object): unknown {
  return Object.fromEntries(
    Object.entries(file)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [camelCase(key), value]),
  );
}

/** `max_concurrent_activities` as `maxConcurrentActivities`. */
function camelCase(key: string): string {
  return key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
