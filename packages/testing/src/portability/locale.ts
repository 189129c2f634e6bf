import { reportUse, type Use } from './code-watch.ts';
import { type Fn, type Patch, wrapValue } from './patches.ts';

// The time zone and the language of the machine. They may differ between workers, so that a replay has another result,
// and between a worker and the program that starts a workflow.

const ZONE: Use = {
  kind: 'locale',
  message:
    'The result depends on the time zone of the machine, and a replay may run on another machine: use the UTC methods ' +
    'of Date, or pass the time zone, as in toLocaleString("en-US", { timeZone: "UTC" }).',
  replaced: true,
};
const LANGUAGE: Use = {
  kind: 'locale',
  message:
    'The result depends on the language of the machine, and a replay may run on another machine: pass the locale, as ' +
    'in localeCompare(text, "en-US").',
  replaced: true,
};

/** Returns the settings of the machine that a call with these arguments reads. */
type UsesOf = (args: readonly unknown[]) => readonly Use[];

const readsZone: UsesOf = () => [ZONE];
const readsLanguageAt =
  (index: number): UsesOf =>
  (args) =>
    args[index] === undefined ? [LANGUAGE] : [];
const readsBoth: UsesOf = ([locale, options]) => [
  ...(locale === undefined ? [LANGUAGE] : []),
  ...(hasTimeZone(options) ? [] : [ZONE]),
];

function hasTimeZone(options: unknown): boolean {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'timeZone') !== undefined;
}

/** A text that `Date` does not parse as local time: a date alone, or a time with its zone. */
const IS_ABSOLUTE = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$|(?:Z|UTC?|GMT|[+-]\d\d:?\d\d)\)?\s*$/i;

/** Whether the arguments of `Date` are a local time. */
export function isLocalTime(args: readonly unknown[]): boolean {
  return args.length > 1 || (typeof args[0] === 'string' && !IS_ABSOLUTE.test(args[0]));
}

const readsZoneOfText: UsesOf = (args) => (isLocalTime(args.slice(0, 1)) ? [ZONE] : []);

/** The message for a `Date` that is created from a local time. */
export const LOCAL_TIME: Use = ZONE;

const PARTS = ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds'];

const METHODS: readonly (readonly [object: object, keys: readonly string[], uses: UsesOf])[] = [
  [Date.prototype, PARTS.flatMap((part) => [`get${part}`, `set${part}`]), readsZone],
  [Date.prototype, ['getDay', 'getTimezoneOffset', 'toString', 'toDateString', 'toTimeString'], readsZone],
  [Date.prototype, ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'], readsBoth],
  [Date, ['parse'], readsZoneOfText],
  [Number.prototype, ['toLocaleString'], readsLanguageAt(0)],
  [BigInt.prototype, ['toLocaleString'], readsLanguageAt(0)],
  [Array.prototype, ['toLocaleString'], readsLanguageAt(0)],
  [String.prototype, ['toLocaleUpperCase', 'toLocaleLowerCase'], readsLanguageAt(0)],
  [String.prototype, ['localeCompare'], readsLanguageAt(1)],
];

const FORMATS: readonly (readonly [name: string, uses: UsesOf])[] = [
  ['DateTimeFormat', readsBoth],
  ...['Collator', 'ListFormat', 'NumberFormat', 'PluralRules', 'RelativeTimeFormat', 'Segmenter'].map(
    (name): [string, UsesOf] => [name, readsLanguageAt(0)],
  ),
];

function report(callee: (...args: never[]) => unknown, uses: readonly Use[]): void {
  for (const use of uses) reportUse(callee, use);
}

/** Patches that report watched workflow code that reads the time zone or the language of the machine. */
export const LOCALE_PATCHES: readonly Patch[] = [
  ...METHODS.flatMap(([object, keys, usesOf]) =>
    keys.map((key) =>
      wrapValue(object, key, (real) => {
        const call = function (this: unknown, ...args: unknown[]): unknown {
          report(call, usesOf(args));
          return real.apply(this, args);
        };
        return call;
      }),
    ),
  ),
  ...FORMATS.map(([name, usesOf]) =>
    wrapValue(Intl, name, (real) => {
      const apply = (target: Fn, self: unknown, args: unknown[]): unknown => {
        report(apply, usesOf(args));
        return Reflect.apply(target, self, args);
      };
      const construct = (target: Fn, args: unknown[], newTarget: Fn): object => {
        report(construct, usesOf(args));
        return Reflect.construct(target, args, newTarget);
      };
      return new Proxy(real, { apply, construct });
    }),
  ),
];
