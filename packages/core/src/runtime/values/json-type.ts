import type { JsonValue } from './json.ts';

/**
 * What a parameter also requires of a type that is sent as JSON: nothing, or {@link NotJson} with the reason. A `Date`,
 * a `Map`, a function or a class with methods does not compile, instead of failing when the value is sent.
 *
 * Interfaces, optional properties, unions, recursive types, `unknown` and `any` are accepted.
 */
export type CheckJson<T, Name extends string> = [T] extends [AsJson<T>]
  ? unknown
  : NotJson<`${Name} ${Reason<T> & string}`>;

/** Names the reason why a type cannot be sent. No value has this type. */
export interface NotJson<Why extends string> {
  readonly notJson: Why;
}

/** The type itself, with {@link NotJson} in place of what is not JSON. */
type AsJson<T> = unknown extends T
  ? T
  : T extends JsonValue | undefined | void
    ? T
    : T extends NeverJson
      ? NotJson<Reason<T> & string>
      : T extends readonly unknown[]
        ? // An object type is resolved on demand, and ends the recursion of a type that contains itself.
          {
            readonly [index: number]: number extends T['length']
              ? ElementAsJson<T[number]>
              : AsJson<T[number]>;
          }
        : { [Key in keyof T]: AsJson<T[Key]> };

/** `undefined` in an array is refused; `unknown` may be anything else. */
type ElementAsJson<T> = unknown extends T ? T : undefined extends T ? NotJson<UndefinedElement> : AsJson<T>;

type UndefinedElement = 'contains undefined in an array: send null';

type NeverJson = bigint | symbol | ((...args: never) => unknown) | (abstract new (...args: never) => unknown);

/** Explains why a type is not JSON. Looks at most at the properties of properties, to stay cheap. */
type Reason<T> = FirstOf<
  Own<T>,
  FirstOf<
    Inner<T>,
    FirstOf<Inner<Members<T>>, 'contains a value that is not JSON, such as a Date, a Map or a function'>
  >
>;

type FirstOf<First, Second> = [First] extends [never] ? Second : First;

/** The types of the properties or elements. */
type Members<T> = T extends readonly (infer Element)[] ? Element : T extends object ? T[keyof T] : never;

type Inner<T> = T extends readonly (infer Element)[]
  ? FirstOf<Own<Element>, undefined extends Element ? UndefinedElement : never>
  : Own<Members<T>>;

type Own<T> = unknown extends T
  ? never
  : T extends bigint
    ? 'contains a bigint: send it as a string'
    : T extends symbol
      ? 'contains a symbol: send a string'
      : T extends NeverJson
        ? 'contains a function: send data'
        : T extends { toISOString(): string }
          ? 'contains a Date: send value.toISOString()'
          : T extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
            ? 'contains a Map or a Set: send a plain object or an array'
            : never;
